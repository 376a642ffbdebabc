package io.privyseal.est;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings;
import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.endpoint.TestEndpointAccounts;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Reach;
import io.privyseal.profile.ProfileDraft;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.StrongMapping;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes EST endpoints with accounts, apart from those of other tests. */
@Singleton
public class EstSite {
    static final String PASSWORD = "a long enough code";
    static final String USER = "devices";

    private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextInt(1_000_000_000));
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    static final String REGISTRATION_AUTHORITY = "1.3.6.1.5.5.7.3.28";

    private final TestTenants tenants;
    private final Profiles profiles;
    private final Endpoints endpoints;
    private final TestEndpointAccounts accounts;

    EstSite(TestTenants tenants, Profiles profiles, Endpoints endpoints, TestEndpointAccounts accounts) {
        this.tenants = tenants;
        this.profiles = profiles;
        this.endpoints = endpoints;
        this.accounts = accounts;
    }

    /** An endpoint of devices, one account of it, and its address. */
    record Place(Tenant tenant, EnrollmentEndpoint endpoint, EndpointAccount account) {
        String path(String operation) {
            return "/.well-known/est/" + endpoint.uriExtension() + "/" + operation;
        }
    }

    static EstSettings settings() {
        return settings(ChannelBinding.IGNORE_ABSENT, null, List.of());
    }

    static EstSettings settings(
            ChannelBinding binding, @Nullable Integer renewalWindowDays, List<X509Certificate> anchors) {
        return new EstSettings(false, binding, renewalWindowDays, anchors, true, true, true, List.of());
    }

    Place open() {
        return place(settings());
    }

    Place place(EstSettings settings) {
        Tenant tenant = tenants.create();
        EnrollmentEndpoint endpoint = endpoint(tenant, settings);
        return new Place(tenant, endpoint, account(tenant, endpoint, USER, true));
    }

    EnrollmentEndpoint endpoint(Tenant tenant, EstSettings settings) {
        return endpoints.create(
                tenant.customer(),
                Reach.everything(),
                new EndpointDraft(
                        EndpointType.DEVICE_EST, "EST", "est-" + NEXT.incrementAndGet(), Set.of(), true, settings),
                TestTenants.ACTOR);
    }

    EndpointAccount account(Tenant tenant, EnrollmentEndpoint endpoint, String name, boolean autoApprove) {
        return account(tenant, endpoint, name, autoApprove, profile(tenant, CLIENT_AUTHENTICATION), List.of());
    }

    EndpointAccount account(
            Tenant tenant,
            EnrollmentEndpoint endpoint,
            String name,
            boolean autoApprove,
            ProfileId profile,
            List<String> nameRestrictions) {
        return accounts.create(endpoint, tenant.organization(), name, profile, autoApprove, nameRestrictions, PASSWORD);
    }

    ProfileId profile(Tenant tenant, String... purposes) {
        return profile(tenant, Map.of("RSA", List.of("2048", "3072"), "EC", List.of("P-256", "P-384")), purposes);
    }

    ProfileId profile(Tenant tenant, Map<String, List<String>> keyTypes, String... purposes) {
        return profile(tenant, keyTypes, StrongMapping.NONE, purposes);
    }

    /** One whose certificates say whose account of a Windows domain their holder has. */
    ProfileId mapping(Tenant tenant, StrongMapping mapping) {
        return profile(tenant, Map.of("EC", List.of("P-256")), mapping, CLIENT_AUTHENTICATION);
    }

    private ProfileId profile(
            Tenant tenant, Map<String, List<String>> keyTypes, StrongMapping mapping, String... purposes) {
        ProfileRules rules = new ProfileRules(
                List.of(30, 90),
                keyTypes,
                Set.of(Kind.DNS),
                false,
                Set.of(),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
                List.of(purposes),
                Approval.AUTOMATIC,
                Overflow.CLAMP,
                mapping);
        return profiles.create(
                        tenant.customer(),
                        CertificateKind.DEVICE,
                        new ProfileDraft(
                                "Devices " + NEXT.incrementAndGet(),
                                "For tests",
                                true,
                                tenant.issuer(),
                                rules,
                                Set.of()),
                        TestTenants.ACTOR)
                .id();
    }
}
