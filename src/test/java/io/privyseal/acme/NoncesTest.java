package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.platform.secret.MasterKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each nonce is good once (RFC 8555 §6.5), for servers alone and for servers that share a database. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class NoncesTest {
    private static final Duration GONE = Duration.ofSeconds(61);

    @Inject
    NonceStore store;

    @Inject
    MasterKey masterKey;

    @Inject
    SecureRandom random;

    @Inject
    MovableClock clock;

    @Inject
    EntityManager entities;

    private Nonces first;

    @BeforeEach
    void startAServer() {
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("delete from acme_nonce_issuer").executeUpdate();
            entities.createNativeQuery("delete from acme_used_nonce").executeUpdate();
        });
        first = started();
        first.beat();
    }

    @AfterEach
    void returnToThePresent() {
        clock.comeBack();
    }

    @Test
    void redeemsANonceOnceAndWithoutTheDatabaseWhileAlone() {
        String nonce = first.next();
        assertThat(first.redeem(nonce)).isTrue();
        assertThat(first.redeem(nonce)).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void redeemsAtEitherServerButOnce() {
        Nonces second = another();
        for (Nonces issuer : List.of(first, second)) {
            for (List<Nonces> order : List.of(List.of(first, second), List.of(second, first))) {
                String nonce = issuer.next();
                assertThat(order.get(0).redeem(nonce)).isTrue();
                assertThat(order.get(1).redeem(nonce)).isFalse();
                assertThat(order.get(0).redeem(nonce)).isFalse();
            }
        }
    }

    @Test
    void redeemsOnceForManyAtBothServersAtOnce() throws Exception {
        Nonces second = another();
        for (int round = 0; round < 10; round++) {
            String nonce = first.next();
            List<Callable<Boolean>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> first.redeem(nonce));
                calls.add(() -> second.redeem(nonce));
            }
            assertThat(results(calls)).containsOnlyOnce(true);
        }
    }

    @Test
    void keepsToItselfWhatItGaveOutBeforeItSawAnother() {
        String nonce = first.next();
        Nonces second = another();
        assertThat(second.redeem(nonce)).isFalse();
        assertThat(first.redeem(nonce)).isTrue();
        assertThat(second.redeem(nonce)).isFalse();
    }

    @Test
    void takesNothingFromAServerThatHasNotSharedYet() {
        Nonces second = started();
        String nonce = first.next();
        assertThat(second.redeem(nonce)).isFalse();
        first.beat();
        assertThat(second.redeem(first.next())).isTrue();
    }

    @Test
    void takesNoncesOfAServerThatJustStoppedAndRefusesThemOnceItIsGone() {
        Nonces second = another();
        String soon = first.next();
        String late = first.next();
        assertThat(second.redeem(soon)).isTrue();
        clock.goAhead(GONE);
        assertThat(second.redeem(late)).isFalse();
    }

    @Test
    void refusesAfterARestartWhatWasGivenOutBefore() {
        String nonce = first.next();
        Nonces restarted = started();
        restarted.beat();
        assertThat(restarted.redeem(nonce)).isFalse();
        assertThat(restarted.redeem(restarted.next())).isTrue();
    }

    @Test
    void refusesWhatAnotherServerRedeemedEvenWhenThatIsLongGone() {
        Nonces second = another();
        String taken = first.next();
        String free = first.next();
        assertThat(second.redeem(taken)).isTrue();
        becomeAlone();
        assertThat(first.redeem(taken)).isFalse();
        assertThat(first.redeem(free)).isTrue();
        assertThat(first.redeem(free)).isFalse();
        long before = rows();
        assertThat(first.redeem(first.next())).isTrue();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void sharesAgainWithAServerThatComesBackBeforeItIsGivenUp() {
        Nonces second = another();
        clock.goAhead(GONE);
        first.beat();
        String unshared = first.next();
        second.beat();
        assertThat(second.redeem(unshared)).isFalse();
        first.beat();
        assertThat(second.redeem(first.next())).isTrue();
    }

    @Test
    void sharesAgainAfterItWasAloneAndRedeemsNothingTwice() {
        Nonces second = another();
        String early = first.next();
        assertThat(second.redeem(early)).isTrue();
        becomeAlone();
        String own = first.next();
        assertThat(first.redeem(own)).isTrue();
        second.beat();
        first.beat();
        String late = first.next();
        assertThat(second.redeem(late)).isTrue();
        for (String nonce : List.of(early, own, late)) {
            assertThat(first.redeem(nonce)).isFalse();
            assertThat(second.redeem(nonce)).isFalse();
        }
    }

    @Test
    void isKnownAgainAfterItWasForgotten() {
        Nonces second = another();
        clock.goAhead(Duration.ofHours(3));
        second.beat();
        second.purge();
        first.beat();
        assertThat(second.redeem(first.next())).isTrue();
    }

    @Test
    void forgetsUsedNoncesOnlyWhenTheyAreTooOldToBeGoodAnyway() {
        Nonces second = another();
        String nonce = first.next();
        assertThat(second.redeem(nonce)).isTrue();
        clock.goAhead(Duration.ofMinutes(121));
        first.beat();
        second.beat();
        second.purge();
        assertThat(rows()).isZero();
        assertThat(second.redeem(nonce)).isFalse();
        assertThat(first.redeem(nonce)).isFalse();
    }

    @Test
    void refusesWhatFellOutOfTheWindow() {
        String oldest = first.next();
        String second = first.next();
        for (int i = 0; i < Nonces.WINDOW - 1; i++) {
            first.next();
        }
        assertThat(first.redeem(oldest)).isFalse();
        assertThat(first.redeem(second)).isTrue();
        assertThat(first.redeem(second)).isFalse();
    }

    @Test
    void refusesEveryChangeOfANonce() {
        byte[] nonce = Base64.getUrlDecoder().decode(first.next());
        for (int i = 0; i < nonce.length * 8; i++) {
            byte[] forged = nonce.clone();
            forged[i / 8] ^= (byte) (1 << (i % 8));
            assertThat(first.redeem(Base64.getUrlEncoder().withoutPadding().encodeToString(forged)))
                    .isFalse();
        }
        assertThat(first.redeem("")).isFalse();
        assertThat(first.redeem("not base64url!")).isFalse();
        assertThat(first.redeem("A".repeat(1_000))).isFalse();
        assertThat(first.redeem(Base64.getUrlEncoder().withoutPadding().encodeToString(nonce)))
                .isTrue();
    }

    private Nonces started() {
        Nonces nonces = new Nonces(store, masterKey, random, clock);
        nonces.start(new StartupEvent());
        return nonces;
    }

    /** Another server, after both have seen each other. */
    private Nonces another() {
        Nonces another = started();
        another.beat();
        first.beat();
        return another;
    }

    private void becomeAlone() {
        clock.goAhead(GONE);
        first.beat();
        clock.goAhead(GONE);
        first.beat();
    }

    private long rows() {
        return QuarkusTransaction.requiringNew()
                .call(() -> (Long) entities.createNativeQuery("select count(*) from acme_used_nonce", Long.class)
                        .getSingleResult());
    }

    private static <T> List<T> results(List<Callable<T>> calls) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
        }
        return results;
    }
}
