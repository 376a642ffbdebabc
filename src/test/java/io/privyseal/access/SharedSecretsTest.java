package io.privyseal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.access.SharedSecrets.Candidate;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Refusal;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedSecretsTest {
    private static final InetAddress HERE = AddressRange.address("192.0.2.1");
    private static final String PLACE = "endpoint 1";
    private static final String SALT = "salt";

    private final AdjustableClock clock = new AdjustableClock();
    private final CountingHash hash = new CountingHash();
    private final GuessPacing pacing = new GuessPacing(clock);
    private final SharedSecrets secrets =
            new SharedSecrets(hash, new VerifiedLogins(clock, new SecureRandom()), pacing, clock);
    private final SharedSecrets inRealTime = new SharedSecrets(
            hash,
            new VerifiedLogins(Clock.systemUTC(), new SecureRandom()),
            new GuessPacing(Clock.systemUTC()),
            Clock.systemUTC());
    private final List<Candidate<String>> candidates =
            List.of(candidate("first", "one"), candidate("second", "two"), candidate("third", "three"));

    @Test
    void tellsWhoseASecretIsByOneHash() {
        assertThat(find("three")).contains("third");
        assertThat(hash.count).hasValue(1);
    }

    @Test
    void remembersARightSecretForFiveMinutes() {
        assertThat(find("two")).contains("second");
        assertThat(find("two")).contains("second");
        assertThat(hash.count).hasValue(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(find("two")).contains("second");
        assertThat(hash.count).hasValue(2);
    }

    @Test
    void forgetsASecretThatWasReplaced() {
        assertThat(find("one")).contains("first");
        List<Candidate<String>> changed = List.of(candidate("first", "another"));
        assertThat(secrets.find(PLACE, SALT, changed, "one", HERE)).isEmpty();
        assertThat(secrets.find(PLACE, SALT, changed, "another", HERE)).contains("first");
    }

    @Test
    void keepsPlacesApart() {
        assertThat(find("one")).contains("first");
        assertThat(secrets.find("endpoint 2", SALT, candidates, "one", HERE)).contains("first");
        assertThat(hash.count).hasValue(2);
    }

    @Test
    void worksAsLongWhereNobodyCouldBeMeant() {
        assertThat(secrets.find(PLACE, SALT, List.<Candidate<String>>of(), "one", HERE))
                .isEmpty();
        assertThat(hash.count).hasValue(1);
    }

    @Test
    void neverShutsOutWhoeverHasTheRightSecret() {
        assertThat(find("one")).contains("first");
        for (int i = 0; i < 4; i++) {
            assertThat(find("wrong " + i)).isEmpty();
        }
        assertThat(find("one")).contains("first");
        assertThat(find("two")).contains("second");
    }

    @Test
    void servesRememberedSecretsAtOnceWhileWrongOnesWait() {
        assertThat(find("one")).contains("first");
        GuessPacing.Source source = GuessPacing.Source.of(PLACE, HERE);
        for (int i = 0; i < 20; i++) {
            pacing.failed(source);
        }
        assertThat(find("one")).contains("first");
        assertThat(hash.count).hasValue(1);
        assertThat(pacing.delay(source)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void saysThatItIsBusyWhenTheTurnDoesNotCome() {
        for (int i = 0; i < 20; i++) {
            pacing.failed(GuessPacing.Source.of(PLACE, HERE));
        }
        SharedSecrets hurried =
                new SharedSecrets(hash, new VerifiedLogins(clock, new SecureRandom()), pacing, new LeapingClock(clock));
        assertThatThrownBy(() -> hurried.find(PLACE, SALT, candidates, "wrong", HERE))
                .extracting("reason")
                .isEqualTo(Refusal.TOO_MANY_REQUESTS);
        assertThat(hash.count).hasValue(0);
    }

    @Test
    void hashesTwoAtATimeWhoeverAsks() throws Exception {
        hash.pause = 20;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<String>>> found = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                InetAddress from = AddressRange.address("198.51.100." + i);
                found.add(threads.submit(() -> inRealTime.find(PLACE, SALT, candidates, "wrong", from)));
            }
            for (Future<Optional<String>> each : found) {
                assertThat(each.get()).isEmpty();
            }
        }
        assertThat(hash.mostAtATime.get()).isBetween(1, 2);
    }

    private Optional<String> find(String secret) {
        return secrets.find(PLACE, SALT, candidates, secret, HERE);
    }

    private static Candidate<String> candidate(String name, String secret) {
        return new Candidate<>(name, SALT + ":" + secret);
    }

    /** Goes on by six seconds with each look at it. */
    private static final class LeapingClock extends Clock {
        private final AdjustableClock start;
        private int looks;

        LeapingClock(AdjustableClock start) {
            this.start = start;
        }

        @Override
        public ZoneId getZone() {
            return start.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return start.instant().plusSeconds(6L * looks++);
        }
    }

    private static final class CountingHash implements PasswordHash {
        final AtomicInteger count = new AtomicInteger();
        final AtomicInteger atATime = new AtomicInteger();
        final AtomicInteger mostAtATime = new AtomicInteger();
        volatile long pause;

        @Override
        public String hash(String password) {
            return hash(password, newSalt());
        }

        @Override
        public String newSalt() {
            return SALT;
        }

        @Override
        public String hash(String password, String salt) {
            count.incrementAndGet();
            mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                atATime.decrementAndGet();
            }
            return salt + ":" + password;
        }

        @Override
        public boolean matches(String encoded, String password) {
            throw new UnsupportedOperationException("shared secrets are found by their hash");
        }
    }
}
