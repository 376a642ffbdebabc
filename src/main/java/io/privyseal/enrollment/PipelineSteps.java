package io.privyseal.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the pipeline visible: a timer and a span for each step, a counter and a line in the log for each outcome. */
@Singleton
class PipelineSteps {
    private static final Logger LOG = Logger.getLogger("io.privyseal.enrollment");

    private final MeterRegistry registry;
    private final Tracer tracer;
    private final boolean traced;
    private final ConcurrentHashMap<String, Timer> timers = new ConcurrentHashMap<>();

    PipelineSteps(
            MeterRegistry registry,
            Tracer tracer,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean untraced) {
        this.registry = registry;
        this.tracer = tracer;
        this.traced = !untraced;
    }

    <T> T run(String step, Supplier<T> work) {
        Timer.Sample sample = Timer.start(registry);
        try {
            return traced ? inSpan(step, work) : work.get();
        } finally {
            sample.stop(timers.computeIfAbsent(step, this::timer));
        }
    }

    /** The span says that a step failed and not why: an exception's message may name what a trace must not. */
    private <T> T inSpan(String step, Supplier<T> work) {
        Span span = tracer.spanBuilder("enrollment " + step).startSpan();
        try (var _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    /** Tells what became of a request; refusals by their reason alone, since the detail may quote the requester. */
    void came(Outcome outcome) {
        switch (outcome) {
            case Outcome.Issued issued -> {
                LOG.infof(
                        "enrollment outcome=issued request=%d certificate=%d",
                        issued.request().id().value(), issued.certificate().value());
                count("issued");
            }
            case Outcome.Pending pending -> {
                LOG.infof(
                        "enrollment outcome=pending request=%d",
                        pending.request().id().value());
                count("pending");
            }
            case Outcome.Refused refused -> {
                LOG.infof("enrollment outcome=refused reason=%s", refused.reason());
                count(refused.reason().name());
            }
        }
    }

    private void count(String outcome) {
        registry.counter("privyseal.enrollment.outcomes", "outcome", outcome).increment();
    }

    private Timer timer(String step) {
        return Timer.builder("privyseal.enrollment.step")
                .description("Time in one step of the enrollment pipeline")
                .tag("step", step)
                .publishPercentileHistogram(false)
                .register(registry);
    }
}
