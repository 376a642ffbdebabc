package io.privyseal.protocol.acme;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A challenge (RFC 8555 §7.1.5, §8).
 *
 * @param type such as {@code http-01}
 * @param validated must be there when the challenge is valid
 * @param error why it is invalid, or what went wrong so far
 * @param token for the types that have one
 */
public record ChallengeAnswer(
        String type,
        String url,
        ChallengeStatus status,
        @Nullable Instant validated,
        @Nullable Problem error,
        @Nullable String token) {
    public byte[] toJson() {
        return JsonWriter.write(this::writeTo);
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField("url", url);
        json.writeStringField("status", status.wireName());
        JsonWriter.optional(json, "validated", validated);
        JsonWriter.optional(json, "error", error);
        JsonWriter.optional(json, "token", token);
        json.writeEndObject();
    }
}
