package io.privyseal.protocol.acme;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization (RFC 8555 §7.1.4).
 *
 * @param identifier never with a wildcard
 * @param expires must be there while the authorization is valid
 * @param wildcard whether it is for the identifier with a wildcard in front
 */
public record AuthorizationAnswer(
        Identifier identifier,
        AuthorizationStatus status,
        @Nullable Instant expires,
        List<ChallengeAnswer> challenges,
        boolean wildcard) {
    /** @throws IllegalArgumentException when the identifier has a wildcard */
    public AuthorizationAnswer {
        challenges = List.copyOf(challenges);
        if (identifier.isWildcard()) {
            throw new IllegalArgumentException("the identifier of an authorization has no wildcard (RFC 8555 §7.1.4)");
        }
    }

    public byte[] toJson() {
        return JsonWriter.write(json -> {
            json.writeStartObject();
            json.writeFieldName("identifier");
            identifier.writeTo(json);
            json.writeStringField("status", status.wireName());
            JsonWriter.optional(json, "expires", expires);
            json.writeArrayFieldStart("challenges");
            for (ChallengeAnswer challenge : challenges) {
                challenge.writeTo(json);
            }
            json.writeEndArray();
            // §7.1.4: absent where it does not apply.
            if (wildcard) {
                json.writeBooleanField("wildcard", true);
            }
            json.writeEndObject();
        });
    }
}
