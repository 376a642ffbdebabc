package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks whether a requester controls what it claims to. */
@Singleton
public class ControlValidator {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Map<ControlMethod, Prover> provers = new EnumMap<>(ControlMethod.class);
    private final Turns turns;
    private final Duration timeout;
    private final Duration firstPause;
    private final ValidationOutcomes outcomes;
    private final Clock clock;

    @Inject
    ControlValidator(
            @Any Instance<Prover> provers,
            Turns turns,
            ValidationConfig config,
            ValidationOutcomes outcomes,
            Clock clock) {
        this(provers.stream().toList(), turns, config.timeout(), FIRST_PAUSE, outcomes, clock);
    }

    ControlValidator(
            List<Prover> provers,
            Turns turns,
            Duration timeout,
            Duration firstPause,
            ValidationOutcomes outcomes,
            Clock clock) {
        provers.forEach(prover -> this.provers.put(prover.method(), prover));
        this.turns = turns;
        this.timeout = timeout;
        this.firstPause = firstPause;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    /**
     * Looks for the proof, again and again with growing pauses, until it is there or the time is up (15 s by default).
     *
     * <p>Blocks; meant for virtual threads. Ends early when the thread is interrupted. Leaves no connection behind.
     */
    public ControlResult validate(ControlCheck check) {
        ValidationOutcomes.Observation observation = outcomes.begin(check);
        ControlResult result = look(check, Deadline.in(timeout), observation);
        observation.end(result);
        return result;
    }

    private ControlResult look(ControlCheck check, Deadline deadline, ValidationOutcomes.Observation observation) {
        Prover prover = prover(check.method());
        @Nullable NotProven known = null;
        Duration pause = firstPause;
        while (true) {
            try (var _ = turns.ofAll(deadline)) {
                observation.attempt();
                Optional<InetAddress> seenAt = prover.prove(check, deadline);
                return new Proven(clock.instant(), seenAt.orElse(null));
            } catch (NotProvenException e) {
                // What an attempt found says more than that there was no turn for another one.
                if (known == null || e.fault() != Fault.NOT_CHECKED) {
                    known = e.result();
                }
                if (e.isLasting() || deadline.remaining().compareTo(pause) <= 0) {
                    return known;
                }
            }
            if (!slept(pause)) {
                return Interruption.stopped().result();
            }
            pause = longer(pause);
        }
    }

    private Prover prover(ControlMethod method) {
        Prover prover = provers.get(method);
        if (prover == null) {
            throw new IllegalStateException("nothing proves control by " + method.label());
        }
        return prover;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
