package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEntry;
import io.privyseal.audit.AuditFilter;
import io.privyseal.audit.AuditReader;
import io.privyseal.authority.TestIssuance;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class ControlProofsTest {
    private static final Actor ACTOR = new Actor(Actor.Kind.ACCOUNT, "account 7", null, "192.0.2.1");
    private static final ProofOwner OWNER = new ProofOwner("acme-account:7");
    private static final Identifier NAME = Identifier.dns("www.example.test");
    private static final Identifier ADDRESS = Identifier.ip("2001:DB8:0::1");

    private final ControlProofs proofs;
    private final ControlValidator validator;
    private final ProofPurgeJob job;
    private final AuditReader audit;
    private final TestIssuance tenants;
    private final MovableClock clock;
    private CustomerId customer;

    @Inject
    ControlProofsTest(
            ControlProofs proofs,
            ControlValidator validator,
            ProofPurgeJob job,
            AuditReader audit,
            TestIssuance tenants,
            MovableClock clock) {
        this.proofs = proofs;
        this.validator = validator;
        this.job = job;
        this.audit = audit;
        this.tenants = tenants;
        this.clock = clock;
    }

    @BeforeEach
    void createCustomer() {
        customer = tenants.customer();
    }

    @AfterEach
    void resetClock() {
        clock.comeBack();
    }

    @Test
    void findsWhatIsRecorded() {
        for (Identifier identifier : List.of(NAME, ADDRESS)) {
            ControlProof proof = record(OWNER, identifier, false, ControlMethod.HTTP_01);

            assertThat(find(OWNER, identifier, false)).contains(proof);
            assertThat(proof.identifier()).isEqualTo(identifier);
            assertThat(proof.owner()).isEqualTo(OWNER);
            assertThat(proof.customer()).isEqualTo(customer);
            assertThat(proof.method()).isEqualTo(ControlMethod.HTTP_01);
            assertThat(proof.expiresAt()).isEqualTo(proof.provenAt().plus(Duration.ofDays(30)));
        }
    }

    @Test
    void recordsInTheAuditTrail() {
        ControlProof proof = record(OWNER, NAME, false, ControlMethod.TLS_ALPN_01);

        assertThat(audited(proof)).singleElement().satisfies(entry -> {
            assertThat(entry.event().action()).isEqualTo("control.prove");
            assertThat(entry.event().actor()).isEqualTo(ACTOR);
            assertThat(entry.event().after())
                    .containsAllEntriesOf(Map.of(
                            "owner", "acme-account:7",
                            "identifier", "dns:www.example.test",
                            "wildcard", "false",
                            "method", "tls-alpn-01"));
        });
    }

    @Test
    void tellsCustomersOwnersNamesAndWildcardsApart() {
        record(OWNER, NAME, false, ControlMethod.HTTP_01);

        assertThat(proofs.findLive(tenants.customer(), OWNER, NAME, false, Instant.EPOCH))
                .isEmpty();
        assertThat(find(new ProofOwner("acme-account:8"), NAME, false)).isEmpty();
        assertThat(find(OWNER, Identifier.dns("example.test"), false)).isEmpty();
        assertThat(find(OWNER, NAME, true)).isEmpty();
    }

    @Test
    void findsTheNewestOfSeveral() {
        record(OWNER, NAME, false, ControlMethod.HTTP_01);
        clock.goAhead(Duration.ofHours(1));
        ControlProof newer = record(OWNER, NAME, false, ControlMethod.DNS_01);

        assertThat(find(OWNER, NAME, false)).contains(newer);
    }

    @Test
    void doesNotReuseWhatIsTooOld() {
        ControlProof proof = record(OWNER, NAME, false, ControlMethod.HTTP_01);

        assertThat(proofs.findLive(customer, OWNER, NAME, false, proof.provenAt()))
                .contains(proof);
        assertThat(proofs.findLive(
                        customer, OWNER, NAME, false, proof.provenAt().plusMillis(1)))
                .isEmpty();
    }

    @Test
    void forgetsAfterItsLifetime() {
        ControlProof proof = record(OWNER, NAME, false, ControlMethod.HTTP_01);

        clock.goAhead(Duration.ofDays(29));
        assertThat(find(OWNER, NAME, false)).contains(proof);
        clock.goAhead(Duration.ofDays(1));
        assertThat(find(OWNER, NAME, false)).isEmpty();
    }

    @Test
    void letsAProofExpireEarlyAndOnce() {
        ControlProof proof = record(OWNER, NAME, true, ControlMethod.DNS_01);

        assertThat(proofs.expire(tenants.customer(), proof.id(), ACTOR)).isFalse();
        assertThat(find(OWNER, NAME, true)).contains(proof);
        assertThat(proofs.expire(customer, proof.id(), ACTOR)).isTrue();
        assertThat(find(OWNER, NAME, true)).isEmpty();
        assertThat(proofs.expire(customer, proof.id(), ACTOR)).isFalse();
        assertThat(audited(proof))
                .extracting(entry -> entry.event().action())
                .containsExactlyInAnyOrder("control.expire", "control.prove");
    }

    @Test
    void letsAllProofsOfAnOwnerExpire() {
        ProofOwner other = new ProofOwner("domain:5");
        record(OWNER, NAME, false, ControlMethod.HTTP_01);
        record(OWNER, ADDRESS, false, ControlMethod.HTTP_01);
        ControlProof kept = record(other, NAME, false, ControlMethod.HTTP_01);

        assertThat(proofs.expireAll(customer, OWNER, ACTOR)).isEqualTo(2);
        assertThat(proofs.expireAll(customer, OWNER, ACTOR)).isZero();

        assertThat(find(OWNER, NAME, false)).isEmpty();
        assertThat(find(OWNER, ADDRESS, false)).isEmpty();
        assertThat(find(other, NAME, false)).contains(kept);
    }

    @Test
    void purgesExpiredProofsInBatches() {
        for (int i = 0; i < 5; i++) {
            record(OWNER, Identifier.dns("n" + i + ".example.test"), false, ControlMethod.HTTP_01);
        }
        clock.goAhead(Duration.ofDays(15));
        ControlProof live = record(OWNER, NAME, false, ControlMethod.HTTP_01);
        clock.goAhead(Duration.ofDays(15));
        Instant now = clock.instant();

        int first = proofs.purge(now, 3);
        assertThat(first).isEqualTo(3);
        int rest = 0;
        for (int some = proofs.purge(now, 3); some > 0; some = proofs.purge(now, 3)) {
            assertThat(some).isLessThanOrEqualTo(3);
            rest += some;
        }
        // Other tests' proofs are purged too.
        assertThat(rest).isGreaterThanOrEqualTo(2);
        assertThat(find(OWNER, NAME, false)).contains(live);
        assertThat(proofs.expire(customer, live.id(), ACTOR)).isTrue();
    }

    @Test
    void keepsExpiredProofsForADayBeforeTheJobForgetsThem() {
        record(OWNER, NAME, false, ControlMethod.HTTP_01);
        clock.goAhead(Duration.ofDays(30).plusHours(23));
        Instant expired = clock.instant();
        job.purge();
        assertThat(proofs.purge(expired, 100)).isGreaterThanOrEqualTo(1);

        record(OWNER, NAME, false, ControlMethod.HTTP_01);
        clock.goAhead(Duration.ofDays(31).plusMinutes(1));
        job.purge();
        assertThat(proofs.purge(clock.instant().minus(Duration.ofDays(1)), 100)).isZero();
    }

    @Test
    void theServersOwnValidatorKnowsEveryMethodAndRefusesLoopback() {
        for (ControlMethod method : List.of(ControlMethod.HTTP_01, ControlMethod.TLS_ALPN_01)) {
            ControlResult result = validator.validate(new ControlCheck(
                    Identifier.dns("localhost"), false, method, "token", "token.thumbprint", TargetPolicy.OTHER_HOSTS));

            assertThat(result).isInstanceOf(NotProven.class);
            assertThat(((NotProven) result).fault()).isEqualTo(Fault.FORBIDDEN_TARGET);
        }
        String label = "a".repeat(59);
        ControlResult result = validator.validate(new ControlCheck(
                Identifier.dns(String.join(".", label, label, label, label, "test")),
                false,
                ControlMethod.DNS_01,
                "token",
                "token.thumbprint",
                TargetPolicy.OTHER_HOSTS));
        assertThat(((NotProven) result).fault()).isEqualTo(Fault.DNS);
    }

    private ControlProof record(ProofOwner owner, Identifier identifier, boolean wildcard, ControlMethod method) {
        ControlCheck check =
                new ControlCheck(identifier, wildcard, method, "token", "token.thumbprint", TargetPolicy.OTHER_HOSTS);
        return proofs.record(customer, owner, check, new Proven(clock.instant(), null), ACTOR);
    }

    private Optional<ControlProof> find(ProofOwner owner, Identifier identifier, boolean wildcard) {
        return proofs.findLive(customer, owner, identifier, wildcard, Instant.EPOCH);
    }

    private List<AuditEntry> audited(ControlProof proof) {
        AuditFilter filter = new AuditFilter(
                null,
                null,
                null,
                null,
                "control-proof",
                Long.toString(proof.id().value()),
                null,
                null);
        return audit.find(customer, filter, Page.FIRST).items();
    }
}
