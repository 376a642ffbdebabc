package io.privyseal.acme;

import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.AcmeSettings.Lifetimes;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.ProfileId;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.NewAccountRequest;
import io.privyseal.protocol.acme.NewOrderRequest;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.validation.ControlCheck;
import io.privyseal.validation.ControlMethod;
import io.privyseal.validation.ControlResult;
import io.privyseal.validation.TargetPolicy;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** Does what clients do, but for signatures and networks: a challenge is met when the test says so. */
@Singleton
class TestOrders {
    static final ClientInfo CLIENT = new ClientInfo("192.0.2.7", "test");
    static final RateLimits NO_LIMITS = new RateLimits(0, 0, 0, 0, 0, 0, 0);
    static final Lifetimes LIFETIMES = new Lifetimes(Duration.ofDays(2), Duration.ofDays(5), true);

    private final Endpoints endpoints;
    private final Accounts accounts;
    private final Orders orders;
    private final OrderRecords records;
    private final Authorizations authorizations;
    private final ChallengeOutcomes outcomes;
    private final Certificates certificates;
    private final EntityManager entities;
    private final Clock clock;

    TestOrders(
            Endpoints endpoints,
            Accounts accounts,
            Orders orders,
            OrderRecords records,
            Authorizations authorizations,
            ChallengeOutcomes outcomes,
            Certificates certificates,
            EntityManager entities,
            Clock clock) {
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.orders = orders;
        this.records = records;
        this.authorizations = authorizations;
        this.outcomes = outcomes;
        this.certificates = certificates;
        this.entities = entities;
        this.clock = clock;
    }

    EnrollmentEndpoint endpoint(Tenant tenant, RateLimits limits) {
        return endpoint(tenant, tenant.automatic(), limits);
    }

    EnrollmentEndpoint endpoint(Tenant tenant, ProfileId profile, RateLimits limits) {
        AcmeSettings standard = AcmeSettings.of(List.of(new OfferedProfile("default", profile, "", null)));
        AcmeSettings settings = new AcmeSettings(
                standard.profiles(),
                standard.challenges(),
                standard.identifiers(),
                standard.mostIdentifiers(),
                ExternalAccountPolicy.NONE,
                true,
                standard.approval(),
                LIFETIMES,
                List.of(),
                false,
                limits,
                standard.about());
        return endpoints.create(
                tenant.customer(),
                Reach.everything(),
                new EndpointDraft(
                        EndpointType.PRIVATE_ACME,
                        "Orders",
                        TestEndpoints.newExtension(),
                        Set.of(tenant.organization()),
                        true,
                        settings),
                TestTenants.ACTOR);
    }

    static AccountKey newKey() {
        KeyPair pair = TestCsr.key("EC", "secp256r1");
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return AccountKey.of("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
                + coordinate(key.getW().getAffineX().toByteArray()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY().toByteArray()) + "\"}");
    }

    private static String coordinate(byte[] number) {
        byte[] fixed = new byte[32];
        int length = Math.min(number.length, fixed.length);
        System.arraycopy(number, number.length - length, fixed, fixed.length - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }

    Account account(EnrollmentEndpoint endpoint) {
        return register(endpoint, newKey()).account();
    }

    @ActivateRequestContext
    Accounts.Registered register(EnrollmentEndpoint endpoint, AccountKey key) {
        return accounts.register(endpoint, key, new NewAccountRequest(List.of(), true, false, null), CLIENT);
    }

    Account account(EnrollmentEndpoint endpoint, Account old) {
        return accounts.require(endpoint, old.id());
    }

    static NewOrderRequest request(String... names) {
        return new NewOrderRequest(identifiers(names), null, null, null, null);
    }

    static NewOrderRequest renewal(CertificateIdentifier replaced, String... names) {
        return new NewOrderRequest(identifiers(names), null, null, null, replaced);
    }

    private static List<Identifier> identifiers(String... names) {
        return Arrays.stream(names).map(Identifier::dns).toList();
    }

    Order order(EnrollmentEndpoint endpoint, Account account, String... names) {
        return records.create(endpoint, account, request(names), CLIENT).order();
    }

    /** Meets a challenge of each authorization that is pending. */
    void prove(EnrollmentEndpoint endpoint, Account account, Order order) {
        authorizations.of(order).forEach(one -> prove(endpoint, account, one));
    }

    void prove(EnrollmentEndpoint endpoint, Account account, Authorization authorization) {
        if (begin(endpoint, account, authorization)) {
            outcomes.proven(
                    endpoint,
                    account,
                    authorization,
                    new ControlCheck(
                            Authorizations.controlled(authorization.identifier()),
                            authorization.wildcard(),
                            ControlMethod.DNS_01,
                            authorization.token(),
                            authorization.token() + ".thumbprint",
                            TargetPolicy.OTHER_HOSTS),
                    new ControlResult.Proven(clock.instant(), null));
        }
    }

    /** Does not meet the challenge of an authorization. */
    void miss(EnrollmentEndpoint endpoint, Account account, Authorization authorization) {
        if (begin(endpoint, account, authorization)) {
            outcomes.failed(
                    endpoint,
                    account,
                    authorization,
                    Problem.of(ProblemType.INCORRECT_RESPONSE, "Another answer was expected."));
        }
    }

    private boolean begin(EnrollmentEndpoint endpoint, Account account, Authorization authorization) {
        return authorization.stored() == AuthorizationStatus.PENDING
                && outcomes.begin(
                                endpoint,
                                account,
                                authorization,
                                "dns-01",
                                clock.instant().truncatedTo(ChronoUnit.MILLIS))
                        .isNew();
    }

    static byte[] csr(Collection<String> names) {
        return csr(TestCsr.EC_KEY, names);
    }

    static byte[] csr(KeyPair key, Collection<String> names) {
        return TestCsr.der(
                key,
                "SHA256withECDSA",
                new X500Name(new RDN[0]),
                names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new));
    }

    static byte[] csr(Order order) {
        return csr(order.identifiers().stream().map(Identifier::value).toList());
    }

    @ActivateRequestContext
    Orders.Current finalizeOrder(EnrollmentEndpoint endpoint, Account account, long order, byte[] csr) {
        return orders.finalizeOrder(() -> new Orders.FinalizeCall(endpoint, account, csr, CLIENT), order);
    }

    /** A certificate, all the way from its order. */
    Certificate certificate(EnrollmentEndpoint endpoint, Account account, NewOrderRequest request) {
        Order order = records.create(endpoint, account, request, CLIENT).order();
        prove(endpoint, account, order);
        Order done = finalizeOrder(endpoint, account, order.id(), csr(order)).order();
        return certificates.require(order.customer(), required(done.certificate()));
    }

    /** RFC 9773 §4.1. */
    static CertificateIdentifier nameOf(Certificate certificate) {
        byte[] issuerKey = AuthorityKeyIdentifier.fromExtensions(
                        IssuedCertificates.holder(certificate.der()).getExtensions())
                .getKeyIdentifierOctets();
        return CertificateIdentifier.of(issuerKey, certificate.serial().value());
    }

    static CertificateId required(@Nullable CertificateId certificate) {
        if (certificate == null) {
            throw new AssertionError("No certificate");
        }
        return certificate;
    }

    /** The customer's certificates but for those of its two CAs. */
    long issued(CustomerId customer) {
        return QuarkusTransaction.requiringNew()
                        .call(() -> entities.createQuery(
                                        "select count(*) from CertificateRow where customerId = ?1", Long.class)
                                .setParameter(1, customer.value())
                                .getSingleResult())
                - 2;
    }
}
