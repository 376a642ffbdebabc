package io.privyseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.audit.Actor;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.TestIssuance;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(StatusTestProfile.class)
class RevocationsTest {
    private static final Actor ACTOR = new Actor(Actor.Kind.ADMINISTRATOR, "admin", 1L, "192.0.2.1");

    private final Revocations revocations;
    private final Certificates certificates;
    private final RememberedAudit audit;
    private final TestIssuance issuance;
    private CustomerId customer;
    private CertificateAuthority issuer;

    @Inject
    RevocationsTest(Revocations revocations, Certificates certificates, RememberedAudit audit, TestIssuance issuance) {
        this.revocations = revocations;
        this.certificates = certificates;
        this.audit = audit;
        this.issuance = issuance;
    }

    @BeforeEach
    void createAuthorities() {
        customer = issuance.customer();
        issuer = issuance.issuing(issuance.root(customer, KeyTemplate.P_256), KeyTemplate.P_256);
    }

    @Test
    void recordsWhoRevokedWhatAndWhy() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);

        Revocation revocation = revoke(leaf.id(), RevocationReason.KEY_COMPROMISE, "stolen laptop", null);

        assertThat(revocations.find(customer, issuer.id(), leaf.serial())).contains(revocation);
        Certificate certificate = certificates.require(customer, leaf.id());
        assertThat(certificate.state()).isEqualTo(Certificate.State.REVOKED);
        assertThat(certificate.revocationReason()).isEqualTo(1);
        assertThat(audit.events("certificate.revoke", Long.toString(leaf.id().value())))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.customer()).isEqualTo(customer);
                    assertThat(event.actor()).isEqualTo(ACTOR);
                    assertThat(event.after())
                            .containsEntry("reason", "KEY_COMPROMISE")
                            .containsEntry("message", "stolen laptop");
                });
    }

    @Test
    void refusesASecondRevocationAndKeepsTheFirst() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        Revocation first = revoke(leaf.id(), RevocationReason.SUPERSEDED, null, null);

        assertRefused(Refusal.ALREADY_REVOKED, () -> revoke(leaf.id(), RevocationReason.KEY_COMPROMISE, null, null));

        assertThat(revocations.find(customer, issuer.id(), leaf.serial())).contains(first);
    }

    @Test
    void ofManyRevocationsAtOnceOneWins() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);

        List<@Nullable Refusal> outcomes = atOnce(8, () -> revoke(leaf.id(), RevocationReason.UNSPECIFIED, null, null));

        assertOneWins(outcomes);
        assertThat(audit.events("certificate.revoke", Long.toString(leaf.id().value())))
                .hasSize(1);
    }

    @Test
    void ofManyRevocationsOfASpentSerialAtOnceOneWins() throws Exception {
        SerialNumber spent = issuance.spent(issuer);

        List<@Nullable Refusal> outcomes = atOnce(8, () -> revokeSpent(spent));

        assertOneWins(outcomes);
        assertThat(revocations.find(customer, issuer.id(), spent)).isPresent();
    }

    @Test
    void refusesASerialThatWasNotSpent() {
        SerialNumber issued = issuance.leaf(issuer).serial();

        assertRefused(Refusal.UNKNOWN_CERTIFICATE, () -> revokeSpent(issued));
    }

    @Test
    void refusesTheCertificateOfAnotherCustomer() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        CustomerId other = issuance.customer();

        assertRefused(
                Refusal.UNKNOWN_CERTIFICATE,
                () -> revocations.revoke(other, leaf.id(), RevocationReason.UNSPECIFIED, null, null, ACTOR));
        assertThat(certificates.require(customer, leaf.id()).state()).isEqualTo(Certificate.State.VALID);
    }

    @Test
    void takesARevocationDateInsideTheCertificatesPast() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        Instant before = leaf.certificate().getNotBefore().toInstant().plusSeconds(1);

        assertThat(revoke(leaf.id(), RevocationReason.UNSPECIFIED, null, before).revokedAt())
                .isEqualTo(before);
    }

    @Test
    void refusesARevocationDateInTheFutureOrBeforeTheCertificate() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        Instant notBefore = leaf.certificate().getNotBefore().toInstant();

        assertRefused(
                Refusal.INVALID_FIELD,
                () -> revoke(leaf.id(), RevocationReason.UNSPECIFIED, null, notBefore.plus(1, ChronoUnit.DAYS)));
        assertRefused(
                Refusal.INVALID_FIELD,
                () -> revoke(leaf.id(), RevocationReason.UNSPECIFIED, null, notBefore.minusSeconds(1)));
    }

    @Test
    void refusesControlCharactersAndLongTexts() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);

        assertRefused(Refusal.INVALID_FIELD, () -> revoke(leaf.id(), RevocationReason.UNSPECIFIED, "a\0b", null));
        assertRefused(
                Refusal.INVALID_FIELD, () -> revoke(leaf.id(), RevocationReason.UNSPECIFIED, "x".repeat(513), null));
    }

    @Test
    void refusesCaCompromiseForAnEndEntity() {
        TestIssuance.Issued leaf = issuance.leaf(issuer);

        assertRefused(Refusal.INVALID_FIELD, () -> revoke(leaf.id(), RevocationReason.CA_COMPROMISE, null, null));
    }

    @Test
    void knowsTheReasonsOfTheContract() {
        assertThat(RevocationReason.ofContract(4)).contains(RevocationReason.SUPERSEDED);
        assertThat(RevocationReason.ofContract(2)).isEmpty();
        assertThat(RevocationReason.ofContract(6)).isEmpty();
        assertThat(RevocationReason.ofContract(9)).isEmpty();
    }

    private Revocation revoke(
            CertificateId id, RevocationReason reason, @Nullable String message, @Nullable Instant when) {
        return revocations.revoke(customer, id, reason, message, when, ACTOR);
    }

    private Revocation revokeSpent(SerialNumber serial) {
        return revocations.revokeSpent(customer, issuer.id(), serial, RevocationReason.UNSPECIFIED, "crash", ACTOR);
    }

    private static void assertRefused(Refusal reason, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static void assertOneWins(List<@Nullable Refusal> outcomes) {
        assertThat(outcomes.stream().filter(outcome -> outcome == null)).hasSize(1);
        assertThat(outcomes.stream().filter(outcome -> outcome == Refusal.ALREADY_REVOKED))
                .hasSize(outcomes.size() - 1);
    }

    private static List<@Nullable Refusal> atOnce(int times, Callable<?> call) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(times);
        List<Future<@Nullable Refusal>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            for (int i = 0; i < times; i++) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        call.call();
                        return null;
                    } catch (RefusedException e) {
                        return e.reason();
                    }
                }));
            }
        }
        List<@Nullable Refusal> outcomes = new ArrayList<>();
        for (Future<@Nullable Refusal> future : futures) {
            outcomes.add(future.get());
        }
        return outcomes;
    }
}
