package io.privyseal.validation;

import static io.privyseal.validation.LoopbackServer.http;
import static io.privyseal.validation.LoopbackServer.ok;
import static io.privyseal.validation.ValidationRig.KEY_AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ControlValidatorTest {
    private static final Identifier HOST = Identifier.ip("127.0.0.1");

    private final ValidationRig rig = new ValidationRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void looksAgainUntilTheProofIsThere() {
        AtomicInteger attempts = new AtomicInteger();
        ControlValidator validator = rig.retrying().validator(prover(() -> {
            if (attempts.incrementAndGet() < 4) {
                throw NotProvenException.yet(Fault.CONNECTION, "not yet");
            }
            return Optional.empty();
        }));

        assertThat(validator.validate(check())).isEqualTo(new Proven(ValidationRig.NOW, null));
        assertThat(attempts).hasValue(4);
    }

    @Test
    void doesNotLookAgainWhereThatIsOfNoUse() {
        AtomicInteger attempts = new AtomicInteger();
        ControlValidator validator = rig.retrying().validator(prover(() -> {
            attempts.incrementAndGet();
            throw NotProvenException.ever(Fault.FORBIDDEN_TARGET, "never");
        }));

        assertThat(validator.validate(check())).isEqualTo(new NotProven(Fault.FORBIDDEN_TARGET, "never"));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void endsWhenTheTimeIsUpWithWhatItFoundLast() {
        AtomicInteger attempts = new AtomicInteger();
        ControlValidator validator = rig.retrying()
                .timeout(Duration.ofMillis(100))
                .validator(prover(() -> {
                    throw NotProvenException.yet(Fault.DNS, "attempt " + attempts.incrementAndGet());
                }));
        long begin = System.nanoTime();

        ControlResult result = validator.validate(check());

        assertThat(result).isEqualTo(new NotProven(Fault.DNS, "attempt " + attempts.get()));
        // Pauses of 5, 10, 20 and 40 ms leave no time for the next one, however busy the machine is.
        assertThat(attempts.get()).isBetween(2, 5);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void waitsForItsTurnAndThenFails() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Turns turns = new Turns(1, 1);
        ControlValidator slow = new ValidationRig().turns(turns).validator(prover(() -> {
            entered.countDown();
            await(leave);
            return Optional.empty();
        }));
        ControlValidator other =
                rig.turns(turns).timeout(Duration.ofMillis(100)).validator(prover(Optional::empty));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ControlResult> first = threads.submit(() -> slow.validate(check()));
            entered.await();

            ControlResult second = other.validate(check());

            assertThat(second).isInstanceOf(NotProven.class);
            assertThat(((NotProven) second).fault()).isEqualTo(Fault.NOT_CHECKED);
            leave.countDown();
            assertThat(first.get()).isInstanceOf(Proven.class);
            assertThat(other.validate(check())).isInstanceOf(Proven.class);
        }
    }

    @Test
    void holdsNoTurnWhileItPauses() {
        Turns turns = new Turns(1, 1);
        AtomicReference<ControlResult> between = new AtomicReference<>();
        ControlValidator other = new ValidationRig().turns(turns).validator(prover(Optional::empty));
        AtomicInteger attempts = new AtomicInteger();
        ControlValidator late = rig.turns(turns).retrying().validator(prover(() -> {
            if (attempts.incrementAndGet() == 1) {
                Thread.ofVirtual().start(() -> between.set(other.validate(check())));
                throw NotProvenException.yet(Fault.CONNECTION, "not yet");
            }
            if (between.get() == null && attempts.get() < 100) {
                throw NotProvenException.yet(Fault.CONNECTION, "not yet");
            }
            return Optional.empty();
        }));

        assertThat(late.validate(check())).isInstanceOf(Proven.class);
        assertThat(between.get()).isInstanceOf(Proven.class);
    }

    @Test
    void keepsFewConnectionsToOneTarget() throws Exception {
        Turns turns = new Turns(64, 3);
        try (LoopbackServer server = new LoopbackServer(socket -> {
                    Thread.sleep(20);
                    http(_ -> ok(KEY_AUTHORIZATION)).handle(socket);
                });
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ControlValidator validator =
                    rig.turns(turns).retrying().port(server.port()).validator();
            List<Future<ControlResult>> results = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                results.add(threads.submit(() -> validator.validate(check())));
            }
            for (Future<ControlResult> result : results) {
                assertThat(result.get()).isInstanceOf(Proven.class);
            }
            server.assertAllClosed();
            // The server notices a little later than the next turn is given that a connection is closed.
            assertThat(server.most()).isLessThanOrEqualTo(6);
        }
        assertThat(turns.targets()).isZero();
    }

    @Test
    void doesNotLetOneSlowTargetHoldUpAnother() throws Exception {
        Turns turns = new Turns(4, 1);
        try (LoopbackServer hanging = new LoopbackServer(
                        socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
                LoopbackServer good =
                        new LoopbackServer("127.0.0.2", hanging.port(), http(_ -> ok(KEY_AUTHORIZATION)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            ControlValidator validator = rig.turns(turns)
                    .retrying()
                    .timeout(Duration.ofSeconds(3))
                    .port(hanging.port())
                    .validator();
            List<Future<ControlResult>> stuck = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                stuck.add(threads.submit(() -> validator.validate(check())));
            }

            ControlResult result =
                    validator.validate(ValidationRig.check(ControlMethod.HTTP_01, Identifier.ip("127.0.0.2")));

            assertThat(result).isInstanceOf(Proven.class);
            for (Future<ControlResult> other : stuck) {
                assertThat(other.get()).isInstanceOf(NotProven.class);
            }
            hanging.assertAllClosed();
            good.assertAllClosed();
        }
        assertThat(turns.targets()).isZero();
    }

    @Test
    void endsWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        try (LoopbackServer hanging = new LoopbackServer(socket -> {
            connected.countDown();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            ControlValidator validator = rig.port(hanging.port()).validator();
            AtomicReference<ControlResult> result = new AtomicReference<>();
            Thread thread = Thread.ofVirtual().start(() -> result.set(validator.validate(check())));
            connected.await();

            thread.interrupt();
            thread.join();

            assertThat(((NotProven) result.get()).fault()).isEqualTo(Fault.NOT_CHECKED);
            hanging.assertAllClosed();
        }
    }

    @Test
    void measuresByMethodAndOutcome() {
        ControlValidator validator = rig.validator(prover(() -> {
            throw NotProvenException.ever(Fault.INCORRECT_RESPONSE, "no");
        }));
        validator.validate(check());

        Timer timer = rig.meters()
                .get("privyseal.validation")
                .tag("method", "http-01")
                .tag("outcome", "incorrect-response")
                .timer();
        assertThat(timer.count()).isEqualTo(1);
    }

    @Test
    void givesBackItsTurnWhereACheckBreaks() {
        Turns turns = new Turns(1, 1);
        rig.turns(turns);
        ControlValidator broken = rig.validator(prover(() -> {
            throw new IllegalStateException("a bug");
        }));

        assertThatThrownBy(() -> broken.validate(check())).hasMessage("a bug");

        assertThat(rig.validator(prover(Optional::empty)).validate(check())).isInstanceOf(Proven.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ControlCheck check() {
        return ValidationRig.check(ControlMethod.HTTP_01, HOST);
    }

    private static Prover prover(Supplier<Optional<InetAddress>> once) {
        return new Prover() {
            @Override
            public ControlMethod method() {
                return ControlMethod.HTTP_01;
            }

            @Override
            public Optional<InetAddress> prove(ControlCheck check, Deadline deadline) {
                return once.get();
            }
        };
    }
}
