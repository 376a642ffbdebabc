package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.MicrosoftClient.Question;
import io.privyseal.azure.MicrosoftClient.Reply;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Calls Intune: finds the service, tries again what may pass, and stops asking for a while when nothing does. Every question
 * has an end, {@link AzureConfig#budget()} after its begin.
 */
@Singleton
class IntuneService {
    private static final Logger LOG = Logger.getLogger(IntuneService.class);
    private static final int MOST_ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int PAUSE_GROWTH = 4;

    private final MicrosoftClient client;
    private final IntuneServices services;
    private final AzureConfig config;
    private final Pauses pauses;
    private final MeterRegistry meters;
    private final Clock clock;
    private final ConcurrentHashMap<AzureAccountId, CircuitBreaker> breakers = new ConcurrentHashMap<>();

    IntuneService(
            MicrosoftClient client,
            IntuneServices services,
            AzureConfig config,
            Pauses pauses,
            MeterRegistry meters,
            Clock clock) {
        this.client = client;
        this.services = services;
        this.config = config;
        this.pauses = pauses;
        this.meters = meters;
        this.clock = clock;
    }

    /** How we call ourselves in what we send. */
    String callerInfo() {
        return client.product();
    }

    /** @throws AzureFault when there is no answer in the form of JSON with status 200 */
    Reply call(Credentials credentials, IntuneAction action, JsonNode body) {
        long begin = System.nanoTime();
        String outcome = "answered";
        try {
            return guarded(credentials, action, body);
        } catch (AzureFault fault) {
            outcome = fault.kind().name().toLowerCase(Locale.ROOT);
            throw fault;
        } finally {
            Timer.builder("privyseal.intune.calls")
                    .description("Time that a question to Intune took, with all its attempts")
                    .tag("action", action.label())
                    .tag("outcome", outcome)
                    .register(meters)
                    .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        }
    }

    private Reply guarded(Credentials credentials, IntuneAction action, JsonNode body) {
        CircuitBreaker breaker = breakers.computeIfAbsent(credentials.account(), _ -> new CircuitBreaker(clock));
        breaker.refusedUntil().ifPresent(until -> {
            throw new AzureFault(Kind.PAUSED, "Microsoft has failed repeatedly and is not asked until " + until);
        });
        try {
            Reply reply = persistently(credentials, action, body);
            breaker.succeeded();
            return reply;
        } catch (AzureFault fault) {
            if (fault.kind().isOutage()) {
                breaker.failed();
            }
            Duration wanted = fault.retryAfter();
            if (fault.kind() == Kind.BUSY && wanted != null) {
                breaker.pause(wanted);
            }
            throw fault;
        }
    }

    private Reply persistently(Credentials credentials, IntuneAction action, JsonNode body) {
        Budget budget = Budget.of(config.budget());
        for (int attempt = 1; ; attempt++) {
            try {
                return once(credentials, action, body, budget);
            } catch (AzureFault fault) {
                LOG.warnf(
                        "intune action=%s account=%d attempt=%d fault=%s: %s",
                        action.label(), credentials.account().value(), attempt, fault.kind(), fault.getMessage());
                if (fault.kind().concernsAddresses()) {
                    services.forget(credentials.account());
                }
                Duration pause = pauseAfter(fault, attempt, budget).orElseThrow(() -> fault);
                pauses.pause(pause);
            }
        }
    }

    private Reply once(Credentials credentials, IntuneAction action, JsonNode body, Budget budget) {
        URI service = services.find(credentials, action.frontEnd(), budget);
        String base = service.toString();
        URI uri = URI.create((base.endsWith("/") ? base : base + "/") + action.path());
        // "UserAgent" without hyphen is what Intune reads; the real header goes along with every question.
        Map<String, String> headers =
                Map.of("api-version", action.frontEnd().apiVersion(), "UserAgent", client.product());
        return client.ask(
                credentials, new Question(Audience.INTUNE, uri, headers, body, action.largestAnswer()), budget);
    }

    /** How long to wait before another attempt; empty for none. */
    private static Optional<Duration> pauseAfter(AzureFault fault, int attempt, Budget budget) {
        if (!fault.kind().isPassing() || attempt == MOST_ATTEMPTS) {
            return Optional.empty();
        }
        Duration wanted = fault.retryAfter();
        Duration pause = wanted == null ? FIRST_PAUSE.multipliedBy((long) Math.pow(PAUSE_GROWTH, attempt - 1)) : wanted;
        return budget.has(pause) ? Optional.of(pause) : Optional.empty();
    }
}
