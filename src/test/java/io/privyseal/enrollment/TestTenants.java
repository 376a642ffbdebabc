package io.privyseal.enrollment;

import io.privyseal.access.AdministratorType;
import io.privyseal.access.Administrators;
import io.privyseal.access.Contact;
import io.privyseal.access.NewAdministrator;
import io.privyseal.access.Privilege;
import io.privyseal.access.Role;
import io.privyseal.access.RoleAssignment;
import io.privyseal.audit.Actor;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SignatureHash;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.enrollment.AuthorityIssuance.NewAuthority;
import io.privyseal.organization.Address;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Customers;
import io.privyseal.organization.DelegationRequest;
import io.privyseal.organization.DomainName;
import io.privyseal.organization.DomainPrivilege;
import io.privyseal.organization.Domains;
import io.privyseal.organization.KeyRecovery;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationDetails.Contacts;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.ProfileDraft;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.SubjectAttribute;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/** Makes customers with all that an enrollment needs, apart from each other and from those of other tests. */
@Singleton
public class TestTenants {
    public static final String PASSWORD = "correct horse battery";
    public static final String ADMIN = "admin";
    public static final Actor ACTOR = Actor.system("test");

    private static final AtomicLong NEXT = new AtomicLong(new SecureRandom().nextInt(1_000_000_000));
    private static final Map<String, List<String>> KEY_TYPES =
            Map.of("RSA", List.of("2048", "3072", "4096"), "EC", List.of("P-256", "P-384"));

    private final Customers customers;
    private final Organizations organizations;
    private final Domains domains;
    private final AuthorityIssuance authorities;
    private final Profiles profiles;
    private final Administrators administrators;

    TestTenants(
            Customers customers,
            Organizations organizations,
            Domains domains,
            AuthorityIssuance authorities,
            Profiles profiles,
            Administrators administrators) {
        this.customers = customers;
        this.organizations = organizations;
        this.domains = domains;
        this.authorities = authorities;
        this.profiles = profiles;
        this.administrators = administrators;
    }

    /**
     * A customer with the domain {@code example.test} for its organization and department, and {@code other.test} for
     * its other organization.
     *
     * @param automatic a profile for DNS names that approves by itself
     * @param reviewed the same, but an administrator approves
     */
    public record Tenant(
            CustomerId customer,
            String uri,
            OrganizationId organization,
            OrganizationId department,
            OrganizationId other,
            AuthorityId root,
            AuthorityId issuer,
            ProfileId automatic,
            ProfileId reviewed) {}

    public Tenant create() {
        String uri = "tenant-" + NEXT.incrementAndGet();
        CustomerId customer = customers.create(uri, uri, ACTOR).id();
        OrganizationId organization = organizations
                .create(customer, Reach.everything(), details("Example"), KeyRecovery.NONE, ACTOR)
                .id();
        OrganizationId other = organizations
                .create(customer, Reach.everything(), details("Other"), KeyRecovery.NONE, ACTOR)
                .id();
        OrganizationId department = organizations
                .createDepartment(
                        customer, Reach.everything(), "Example", details("Department"), KeyRecovery.NONE, ACTOR)
                .id();
        delegate(customer, "example.test", organization, department);
        delegate(customer, "other.test", other);
        AuthorityId root = authority(customer, "Root", null, 3650);
        AuthorityId issuer = authority(customer, "Issuing", root, 1825);
        administrators.appoint(customer, ACTOR, NewAdministrator.master(ADMIN, PASSWORD, "admin@example.test"));
        return new Tenant(
                customer,
                uri,
                organization,
                department,
                other,
                root,
                issuer,
                profile(customer, issuer, "Automatic", Approval.AUTOMATIC, Overflow.CLAMP),
                profile(customer, issuer, "Reviewed", Approval.ADMINISTRATOR, Overflow.CLAMP));
    }

    private void delegate(CustomerId customer, String name, OrganizationId... to) {
        List<DelegationRequest> requests = List.of(to).stream()
                .map(each -> new DelegationRequest(
                        each, EnumSet.allOf(CertificateKind.class), EnumSet.allOf(DomainPrivilege.class)))
                .toList();
        domains.create(
                customer,
                Reach.everything(),
                new Domains.NewDomain(DomainName.parse(name), null, true, requests),
                ACTOR);
    }

    /** A CA of P-256 that lasts for some days; a root without a parent. */
    public AuthorityId authority(CustomerId customer, String name, @Nullable AuthorityId parent, int days) {
        return authorities
                .create(
                        customer,
                        new NewAuthority(
                                name,
                                parent,
                                new X500Name("CN=" + name),
                                KeyTemplate.P_256,
                                SignatureHash.SHA256,
                                days,
                                parent == null ? null : 0),
                        ACTOR)
                .id();
    }

    public ProfileId profile(
            CustomerId customer, AuthorityId issuer, String name, Approval approval, Overflow overflow) {
        return profiles.create(customer, CertificateKind.SSL, draft(issuer, name, approval, overflow, true), ACTOR)
                .id();
    }

    public ProfileDraft draft(AuthorityId issuer, String name, Approval approval, Overflow overflow, boolean enabled) {
        ProfileRules rules = new ProfileRules(
                List.of(30, 90, 365),
                KEY_TYPES,
                Set.of(Kind.DNS),
                true,
                Set.of(SubjectAttribute.ORGANIZATION),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
                List.of("1.3.6.1.5.5.7.3.1"),
                approval,
                overflow);
        return new ProfileDraft(name, "For tests", enabled, issuer, rules, Set.of());
    }

    /** Another administrator of the customer, with the same password. */
    public void administrator(
            CustomerId customer, String login, Role role, @Nullable OrganizationId place, Privilege... privileges) {
        administrators.appoint(
                customer,
                ACTOR,
                new NewAdministrator(
                        AdministratorType.STANDARD,
                        login,
                        PASSWORD,
                        null,
                        null,
                        null,
                        login + "@example.test",
                        Contact.UNKNOWN,
                        true,
                        Set.of(new RoleAssignment(role, place)),
                        Set.of(privileges)));
    }

    private static OrganizationDetails details(String name) {
        Address address = new Address("1 Main Street", null, null, "Springfield", null, null, "US");
        return new OrganizationDetails(name, null, null, Contacts.NONE, address, true, true);
    }
}
