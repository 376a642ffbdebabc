package io.privyseal.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.privyseal.platform.Refusal;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How long each step of the pipeline takes, and what comes out of it. */
@Singleton
class PipelineMetrics {
    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, Timer> timers = new ConcurrentHashMap<>();

    PipelineMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    <T> T time(String step, Supplier<T> work) {
        Timer.Sample sample = Timer.start(registry);
        try {
            return work.get();
        } finally {
            sample.stop(timers.computeIfAbsent(step, this::timer));
        }
    }

    void issued() {
        registry.counter("privyseal.enrollment.outcomes", "outcome", "issued").increment();
    }

    void refused(Refusal reason) {
        registry.counter("privyseal.enrollment.outcomes", "outcome", reason.name())
                .increment();
    }

    private Timer timer(String step) {
        return Timer.builder("privyseal.enrollment.step")
                .description("Time in one step of the enrollment pipeline")
                .tag("step", step)
                .publishPercentileHistogram(false)
                .register(registry);
    }
}
