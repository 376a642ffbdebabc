package io.privyseal.protocol.acme;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a certificate is best renewed (RFC 9773 §4.2).
 *
 * @param end after the start; both may lie in the past, which asks for a renewal now
 * @param explanationUrl why, for people
 */
public record RenewalInformation(
        Instant start, Instant end, @Nullable String explanationUrl) {
    /** @throws IllegalArgumentException when the window has no whole second */
    public RenewalInformation {
        if (!end.truncatedTo(ChronoUnit.SECONDS).isAfter(start.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("the window must end after it starts (RFC 9773 §4.2)");
        }
    }

    public byte[] toJson() {
        return JsonWriter.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("suggestedWindow");
            JsonWriter.optional(json, "start", start);
            JsonWriter.optional(json, "end", end);
            json.writeEndObject();
            JsonWriter.optional(json, "explanationURL", explanationUrl);
            json.writeEndObject();
        });
    }
}
