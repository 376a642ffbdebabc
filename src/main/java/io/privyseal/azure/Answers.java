package io.privyseal.azure;

import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.MicrosoftHttp.Answer;
import jakarta.inject.Singleton;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a status other than 200 means. */
@Singleton
class Answers {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int LONGEST_NUMBER = 9;

    private final Clock clock;

    Answers(Clock clock) {
        this.clock = clock;
    }

    AzureFault fault(Answer answer, String host) {
        int status = answer.status();
        Kind kind = switch (status) {
            case 400, 405, 413, 414, 415, 422 -> Kind.REJECTED;
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.MISCONFIGURED;
            case 404, 410, 421 -> Kind.MOVED;
            case 408 -> Kind.UNREACHABLE;
            case 429, 503 -> Kind.BUSY;
            default -> status >= 500 ? Kind.BROKEN : Kind.NONSENSE;
        };
        return new AzureFault(kind, host + " answers with status " + status, retryAfter(answer.headers()), null);
    }

    /** RFC 9110 §10.2.3: seconds or a date. */
    private @Nullable Duration retryAfter(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").map(String::strip).orElse("");
        if (value.isEmpty()) {
            return null;
        }
        Duration wanted = value.chars().allMatch(c -> c >= '0' && c <= '9') ? seconds(value) : untilDate(value);
        if (wanted == null || wanted.isNegative()) {
            return null;
        }
        return wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted;
    }

    private static Duration seconds(String digits) {
        return digits.length() > LONGEST_NUMBER ? LONGEST_PAUSE : Duration.ofSeconds(Long.parseLong(digits));
    }

    private @Nullable Duration untilDate(String text) {
        try {
            return Duration.between(clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException _) {
            return null;
        }
    }
}
