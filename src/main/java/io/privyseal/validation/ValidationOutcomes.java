package io.privyseal.validation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.privyseal.validation.ControlResult.NotProven;
import io.privyseal.validation.ControlResult.Proven;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Makes checks visible: a timer by method and outcome, and a line in the log for each. */
@Singleton
class ValidationOutcomes {
    private static final Logger LOG = Logger.getLogger("io.privyseal.validation");

    private final MeterRegistry meters;

    ValidationOutcomes(MeterRegistry meters) {
        this.meters = meters;
    }

    Observation begin(ControlCheck check) {
        return new Observation(check);
    }

    /** One check, from its begin to its end. */
    final class Observation {
        private final ControlCheck check;
        private final long begin = System.nanoTime();
        private int attempts;

        private Observation(ControlCheck check) {
            this.check = check;
        }

        void attempt() {
            attempts++;
        }

        void end(ControlResult result) {
            long nanos = System.nanoTime() - begin;
            String outcome = outcome(result);
            Timer.builder("privyseal.validation")
                    .description("Time that a check of control took, with all its attempts")
                    .tag("method", check.method().label())
                    .tag("outcome", outcome)
                    .register(meters)
                    .record(nanos, TimeUnit.NANOSECONDS);
            LOG.infof(
                    "validation outcome=%s method=%s identifier=%s wildcard=%s attempts=%d millis=%d",
                    outcome,
                    check.method().label(),
                    check.identifier(),
                    check.wildcard(),
                    attempts,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }

        private static String outcome(ControlResult result) {
            return switch (result) {
                case Proven _ -> "proven";
                case NotProven missed ->
                    missed.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
            };
        }
    }
}
