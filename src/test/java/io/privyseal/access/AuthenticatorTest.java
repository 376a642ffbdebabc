package io.privyseal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.7");
    private static final OrganizationId ORGANIZATION = new OrganizationId(7);
    private static final OrganizationId DEPARTMENT = new OrganizationId(8);

    private final AdjustableClock clock = new AdjustableClock();
    private final CountingHash passwords = new CountingHash();
    private final ListedCertificates certificates = new ListedCertificates();
    private final Authenticator authenticator;
    private Set<RoleAssignment> roles = Set.of(RoleAssignment.master());
    private boolean active = true;
    private @Nullable String password = "right";
    private @Nullable EnrolledCertificate enrolled;
    private AddressLists addresses = AddressLists.OPEN;

    AuthenticatorTest() {
        SecureRandom random = new SecureRandom();
        authenticator = new Authenticator(
                (uri, login) -> uri.equals("acme") && login.equalsIgnoreCase("admin")
                        ? Optional.of(onRecord())
                        : Optional.empty(),
                new FixedTree(),
                certificates,
                passwords,
                new HashingTurns(),
                new LoginBackoff(clock),
                new VerifiedLogins(clock, random),
                clock);
        passwords.count.set(0);
    }

    @Test
    void hashesOnceForManyCallsWithTheSamePassword() {
        for (int i = 0; i < 20; i++) {
            assertThat(login("right", HOME).id()).isEqualTo(new AdministratorId(1));
        }
        assertThat(passwords.count).hasValue(1);
    }

    @Test
    void hashesAgainAfterFiveMinutes() {
        login("right", HOME);
        clock.advance(Duration.ofMinutes(5));
        login("right", HOME);
        assertThat(passwords.count).hasValue(2);
    }

    @Test
    void hashesOnceWhenManyFirstCallsComeTogether() throws Exception {
        passwords.pause = 20;
        List<Callable<Administrator>> calls = java.util.Collections.nCopies(16, () -> login("right", HOME));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                assertThat(done.get().isMaster()).isTrue();
            }
        }
        assertThat(passwords.count.get()).isLessThanOrEqualTo(2);
        assertThat(passwords.mostAtATime.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void neverHashesMoreThanTwoPasswordsAtATime() throws Exception {
        passwords.pause = 20;
        AtomicInteger numbers = new AtomicInteger();
        List<Callable<Object>> calls = java.util.Collections.nCopies(
                12, () -> refusalOf("someone" + numbers.incrementAndGet(), "wrong", HOME));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(calls)) {
                assertThat(done.get()).isEqualTo(Refusal.UNKNOWN_CALLER);
            }
        }
        assertThat(passwords.mostAtATime).hasValue(2);
    }

    @Test
    void forgetsTheOldPasswordAtOnceWhenItChanges() {
        login("right", HOME);
        password = "better";
        assertThat(refusalOf("right", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        assertThat(login("better", HOME).isMaster()).isTrue();
    }

    @Test
    void refusesARememberedLoginAtOnceWhenItIsSuspended() {
        login("right", HOME);
        active = false;
        assertThat(refusalOf("right", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
    }

    @Test
    void seesAChangeOfRolesAtOnce() {
        assertThat(login("right", HOME).isMaster()).isTrue();
        roles = Set.of(new RoleAssignment(Role.DRAO_SSL, DEPARTMENT));
        assertThat(login("right", HOME).isMaster()).isFalse();
    }

    @Test
    void refusesARememberedLoginAtOnceWhenItsAddressLeavesTheList() {
        login("right", HOME);
        addresses = new AddressLists(List.of(), List.of(AddressRange.of("198.51.100.0/24")), List.of());
        assertThat(refusalOf("right", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        assertThat(login("right", ELSEWHERE).isMaster()).isTrue();
    }

    @Test
    void hashesForUnknownLoginsToo() {
        assertThat(refusalOf("nobody", "right", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        password = null;
        assertThat(refusalOf("right", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        active = false;
        assertThat(refusalOf("right", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        assertThat(passwords.count).hasValue(3);
    }

    @Test
    void backsOffFromOneAddressAndLetsTheOwnerInFromAnother() {
        for (int i = 0; i < 5; i++) {
            assertThat(refusalOf("guess" + i, ELSEWHERE)).isEqualTo(Refusal.UNKNOWN_CALLER);
        }
        passwords.count.set(0);
        assertThat(refusalOf("right", ELSEWHERE)).isEqualTo(Refusal.TOO_MANY_REQUESTS);
        assertThat(passwords.count).as("no hashing while blocked").hasValue(0);
        assertThat(login("right", HOME).isMaster()).isTrue();
    }

    @Test
    void backsOffFromUnknownLoginsAlike() {
        for (int i = 0; i < 5; i++) {
            assertThat(refusalOf("nobody", "guess" + i, HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        }
        assertThat(refusalOf("nobody", "guess", HOME)).isEqualTo(Refusal.TOO_MANY_REQUESTS);
    }

    @Test
    void doublesThePauseWithEachFurtherFailure() {
        for (int i = 0; i < 5; i++) {
            refusalOf("guess", HOME);
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(refusalOf("guess", HOME)).isEqualTo(Refusal.UNKNOWN_CALLER);
        clock.advance(Duration.ofMillis(1_999));
        assertThat(refusalOf("guess", HOME)).isEqualTo(Refusal.TOO_MANY_REQUESTS);
        clock.advance(Duration.ofMillis(1));
        assertThat(login("right", HOME).isMaster()).isTrue();
    }

    @Test
    void countsAnIpv6SubscriberAsOneAddress() {
        for (int i = 0; i < 5; i++) {
            refusalOf("guess", InetAddress.ofLiteral("2001:db8:0:1::" + i));
        }
        assertThat(refusalOf("guess", InetAddress.ofLiteral("2001:db8:0:1::ffff")))
                .isEqualTo(Refusal.TOO_MANY_REQUESTS);
        assertThat(refusalOf("guess", InetAddress.ofLiteral("2001:db8:0:2::1"))).isEqualTo(Refusal.UNKNOWN_CALLER);
    }

    @Test
    void givesARaoTheDepartmentsOfItsOrganization() {
        roles = Set.of(new RoleAssignment(Role.RAO_SSL, ORGANIZATION));
        Administrator officer = login("right", HOME);
        assertThat(officer.mayManage(CertificateKind.SSL, DEPARTMENT)).isTrue();
        assertThat(officer.mayManage(CertificateKind.CLIENT, DEPARTMENT)).isFalse();
    }

    @Test
    void takesTheEnrolledCertificateInPlaceOfAPassword() {
        X509Certificate certificate = certificate(1, KeyPurposeId.id_kp_clientAuth);
        enrolled = EnrolledCertificate.of(certificate);
        assertThat(authenticator
                        .byCertificate("acme", "admin", List.of(certificate), HOME)
                        .id())
                .isEqualTo(new AdministratorId(1));
    }

    @Test
    void refusesAnotherCertificateWithTheSameSubjectIssuerAndSerial() {
        enrolled = EnrolledCertificate.of(certificate(1, KeyPurposeId.id_kp_clientAuth));
        assertUnknown(certificate(1, KeyPurposeId.id_kp_clientAuth));
    }

    @Test
    void refusesACertificateThatWasNeverEnrolled() {
        assertUnknown(certificate(1, KeyPurposeId.id_kp_clientAuth));
    }

    @Test
    void refusesTheEnrolledCertificateOnceItIsNoLongerTrusted() {
        X509Certificate certificate = certificate(1, KeyPurposeId.id_kp_clientAuth);
        enrolled = EnrolledCertificate.of(certificate);
        certificates.trusted.clear();
        assertUnknown(certificate);
    }

    @Test
    void refusesTheEnrolledCertificateOnceItHasExpired() {
        X509Certificate certificate = certificate(1, KeyPurposeId.id_kp_clientAuth);
        enrolled = EnrolledCertificate.of(certificate);
        clock.advance(Duration.ofDays(31));
        assertUnknown(certificate);
    }

    @Test
    void refusesAnEnrolledCertificateThatIsNotForClients() {
        X509Certificate certificate = certificate(1, KeyPurposeId.id_kp_codeSigning);
        enrolled = EnrolledCertificate.of(certificate);
        assertUnknown(certificate);
    }

    private void assertUnknown(X509Certificate certificate) {
        assertThatThrownBy(() -> authenticator.byCertificate("acme", "admin", List.of(certificate), HOME))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.UNKNOWN_CALLER));
    }

    private X509Certificate certificate(long serial, KeyPurposeId usage) {
        Instant notBefore = clock.instant().minus(Duration.ofDays(1));
        X509Certificate certificate = TestCertificates.issue("CN=Issuing CA", serial, notBefore, usage);
        certificates.trusted.add(certificate);
        return certificate;
    }

    private Administrator login(String presented, InetAddress from) {
        return authenticator.byPassword("acme", "admin", presented, from);
    }

    private Refusal refusalOf(String presented, InetAddress from) {
        return refusalOf("admin", presented, from);
    }

    private Refusal refusalOf(String login, String presented, InetAddress from) {
        try {
            authenticator.byPassword("acme", login, presented, from);
            throw new AssertionError("was let in");
        } catch (RefusedException e) {
            return e.reason();
        }
    }

    private Login onRecord() {
        return new Login(
                new Administrator(
                        new AdministratorId(1),
                        new CustomerId(1),
                        AdministratorType.STANDARD,
                        "admin",
                        null,
                        null,
                        "admin@example.com",
                        active,
                        roles,
                        Set.of(),
                        Map.of()),
                password == null ? null : "hashed:" + password,
                enrolled,
                addresses);
    }

    /** Counts instead of working. */
    private static final class CountingHash implements PasswordHash {
        final AtomicInteger count = new AtomicInteger();
        final AtomicInteger atATime = new AtomicInteger();
        final AtomicInteger mostAtATime = new AtomicInteger();
        volatile long pause;

        @Override
        public String hash(String plain) {
            return "hashed:decoy";
        }

        @Override
        public String newSalt() {
            throw new UnsupportedOperationException("administrators share no salt");
        }

        @Override
        public String hash(String plain, String salt) {
            throw new UnsupportedOperationException("administrators share no salt");
        }

        @Override
        public boolean matches(String encoded, String plain) {
            count.incrementAndGet();
            mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                atATime.decrementAndGet();
            }
            return encoded.equals("hashed:" + plain);
        }
    }

    private static final class FixedTree implements OrganizationTree {
        @Override
        public Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId organization) {
            return organization.equals(ORGANIZATION) ? Set.of(DEPARTMENT) : Set.of();
        }

        @Override
        public Optional<Place> placeOf(CustomerId customer, OrganizationId organization) {
            return Optional.empty();
        }
    }
}
