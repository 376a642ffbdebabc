package io.privyseal.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.access.Administrators;
import io.privyseal.access.NewAdministrator;
import io.privyseal.access.PasswordPolicy;
import io.privyseal.access.PasswordReset;
import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SignatureHash;
import io.privyseal.enrollment.AuthorityIssuance;
import io.privyseal.enrollment.AuthorityIssuance.NewAuthority;
import io.privyseal.inventory.CollectFormat;
import io.privyseal.organization.Address;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Customers;
import io.privyseal.organization.DelegationRequest;
import io.privyseal.organization.DomainName;
import io.privyseal.organization.DomainPrivilege;
import io.privyseal.organization.Domains;
import io.privyseal.organization.KeyRecovery;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationDetails.Contacts;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.organization.Reach;
import io.privyseal.platform.BeforeListening;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Home;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.SetupLock;
import io.privyseal.platform.Sha256;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Profiles;
import io.privyseal.profile.StarterProfiles;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a newcomer needs. Every part is looked for before it is made, so that a first start which was cut off goes on
 * at the next one; once done, it is never done again, whatever an administrator deletes.
 */
@Singleton
@Priority(100)
class FirstStart implements BeforeListening {
    static final String CUSTOMER_URI = "privyseal";
    static final String ADMIN_LOGIN = "admin";

    private static final Logger LOG = Logger.getLogger(FirstStart.class);
    private static final String STEP = "core";
    private static final Actor SETUP = Actor.system("setup");
    static final String ORGANIZATION = "Default";
    private static final String ROOT_NAME = "Privyseal Root CA";
    static final String ISSUING_NAME = "Privyseal Issuing CA";
    private static final int ROOT_DAYS = 7_305;
    private static final int ISSUING_DAYS = 3_653;

    /** Never delegated in the public DNS: RFC 2606, RFC 6761, RFC 8375, and ICANN's reservation of .internal. */
    private static final List<String> SPECIAL_USE_DOMAINS = List.of("test", "localhost", "internal", "home.arpa");

    private final SetupSteps steps;
    private final SetupLock lock;
    private final Customers customers;
    private final Organizations organizations;
    private final Domains domains;
    private final Authorities authorities;
    private final AuthorityIssuance issuance;
    private final Profiles profiles;
    private final Administrators administrators;
    private final PasswordReset passwordReset;
    private final FirstRunFile file;
    private final PublicUrls urls;
    private final Home home;
    private final SecureRandom random;
    private final Clock clock;

    FirstStart(
            SetupSteps steps,
            SetupLock lock,
            Customers customers,
            Organizations organizations,
            Domains domains,
            Authorities authorities,
            AuthorityIssuance issuance,
            Profiles profiles,
            Administrators administrators,
            PasswordReset passwordReset,
            FirstRunFile file,
            PublicUrls urls,
            Home home,
            SecureRandom random,
            Clock clock) {
        this.steps = steps;
        this.lock = lock;
        this.customers = customers;
        this.organizations = organizations;
        this.domains = domains;
        this.authorities = authorities;
        this.issuance = issuance;
        this.profiles = profiles;
        this.administrators = administrators;
        this.passwordReset = passwordReset;
        this.file = file;
        this.urls = urls;
        this.home = home;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public void beforeListening() {
        if (!steps.isDone(STEP)) {
            lock.alone(this::makeUnlessDone);
        }
    }

    private void makeUnlessDone() {
        if (steps.isDone(STEP)) {
            return;
        }
        LOG.info("First start: making a customer, a private CA, profiles and an administrator");
        CustomerId customer = customer();
        OrganizationId organization = organization(customer);
        SPECIAL_USE_DOMAINS.forEach(domain -> delegate(customer, organization, domain));
        CertificateAuthority root = authority(customer, ROOT_NAME, null, ROOT_DAYS, null);
        CertificateAuthority issuing = authority(customer, ISSUING_NAME, root.id(), ISSUING_DAYS, 0);
        ObjectNode content = file.empty();
        content.put("customerUri", CUSTOMER_URI);
        String password = administrator(customer);
        content.putObject("admin").put("login", ADMIN_LOGIN).put("password", password);
        content.put("organizationId", organization.value());
        ObjectNode ids = content.putObject("profiles");
        for (StarterProfiles starter : StarterProfiles.CORE) {
            ids.put(
                    starter.displayName(),
                    profile(customer, starter, issuing.id()).id().value());
        }
        describe(content, root.requireCertificate());
        file.writeHeaders(CUSTOMER_URI, ADMIN_LOGIN, password);
        file.write(content);
        steps.markDone(STEP, clock.instant());
    }

    private void describe(ObjectNode content, AuthorityCertificate root) {
        byte[] der = root.der();
        home.writePublic(Banner.ROOT_FILE, CollectFormat.pem(List.of(der)));
        content.putObject("rootCa")
                .put("file", home.resolve(Banner.ROOT_FILE).toString())
                .put("sha256", Sha256.hex(der));
        content.putObject("urls")
                .put("api", urls.baseUrl() + "/api")
                .put("http", urls.httpBaseUrl())
                .put("health", urls.httpBaseUrl() + "/health");
    }

    private CustomerId customer() {
        return customers
                .findByUri(CUSTOMER_URI)
                .orElseGet(() -> customers.create(CUSTOMER_URI, "Privyseal", SETUP))
                .id();
    }

    private OrganizationId organization(CustomerId customer) {
        return organizations.all(customer).stream()
                .filter(found -> !found.isDepartment() && found.name().equals(ORGANIZATION))
                .findFirst()
                .map(Organization::id)
                .orElseGet(() -> organizations
                        .create(customer, Reach.everything(), defaultOrganization(), KeyRecovery.NONE, SETUP)
                        .id());
    }

    private static OrganizationDetails defaultOrganization() {
        String country = Locale.getDefault().getCountry();
        Address address =
                new Address("Not set", null, null, "Not set", null, null, country.length() == 2 ? country : "US");
        return new OrganizationDetails(ORGANIZATION, null, null, Contacts.NONE, address, true, true);
    }

    private void delegate(CustomerId customer, OrganizationId organization, String name) {
        DelegationRequest everything = new DelegationRequest(
                organization, EnumSet.allOf(CertificateKind.class), EnumSet.allOf(DomainPrivilege.class));
        try {
            domains.create(
                    customer,
                    Reach.everything(),
                    new Domains.NewDomain(DomainName.parse(name), "Special-use domain", true, List.of(everything)),
                    SETUP);
        } catch (RefusedException e) {
            if (e.reason() != Refusal.DOMAIN_EXISTS) {
                throw e;
            }
        }
    }

    private CertificateAuthority authority(
            CustomerId customer,
            String name,
            @Nullable AuthorityId parent,
            int termDays,
            @Nullable Integer pathLength) {
        return authorities.list(customer).stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .map(found -> issuance.complete(found, subject(name), termDays, pathLength, SETUP))
                .orElseGet(() -> issuance.create(
                        customer,
                        new NewAuthority(
                                name,
                                parent,
                                subject(name),
                                KeyTemplate.P_256,
                                SignatureHash.SHA256,
                                termDays,
                                pathLength),
                        SETUP));
    }

    private static X500Name subject(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, ORGANIZATION)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private CertificateProfile profile(CustomerId customer, StarterProfiles starter, AuthorityId issuer) {
        return profiles.list(customer, starter.kind()).stream()
                .filter(found -> found.name().equals(starter.displayName()))
                .findFirst()
                .orElseGet(() -> profiles.create(customer, starter.kind(), starter.draft(issuer), SETUP));
    }

    private String administrator(CustomerId customer) {
        String password = PasswordPolicy.random(random);
        try {
            administrators.appoint(customer, SETUP, NewAdministrator.master(ADMIN_LOGIN, password, "admin@localhost"));
            return password;
        } catch (RefusedException e) {
            if (e.reason() != Refusal.NAME_TAKEN) {
                throw e;
            }
            // A first start was cut off before the password was written down.
            return passwordReset.reset(CUSTOMER_URI, ADMIN_LOGIN);
        }
    }
}
