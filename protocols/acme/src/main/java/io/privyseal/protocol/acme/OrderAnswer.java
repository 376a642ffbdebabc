package io.privyseal.protocol.acme;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order (RFC 8555 §7.1.3).
 *
 * @param expires must be there while the order is pending or valid
 * @param error why the order became invalid
 * @param authorizations URLs
 * @param finalizeUrl where the CSR goes
 * @param certificate where the certificate is
 * @param profile which one is used, asked for or not (draft-ietf-acme-profiles)
 * @param replaces as it was asked for (RFC 9773 §5)
 */
public record OrderAnswer(
        OrderStatus status,
        @Nullable Instant expires,
        List<Identifier> identifiers,
        @Nullable Instant notBefore,
        @Nullable Instant notAfter,
        @Nullable Problem error,
        List<String> authorizations,
        String finalizeUrl,
        @Nullable String certificate,
        @Nullable String profile,
        @Nullable CertificateIdentifier replaces) {
    public OrderAnswer {
        identifiers = List.copyOf(identifiers);
        authorizations = List.copyOf(authorizations);
    }

    public byte[] toJson() {
        return JsonWriter.write(json -> {
            json.writeStartObject();
            json.writeStringField("status", status.wireName());
            JsonWriter.optional(json, "expires", expires);
            json.writeArrayFieldStart("identifiers");
            for (Identifier identifier : identifiers) {
                identifier.writeTo(json);
            }
            json.writeEndArray();
            JsonWriter.optional(json, "notBefore", notBefore);
            JsonWriter.optional(json, "notAfter", notAfter);
            JsonWriter.optional(json, "profile", profile);
            JsonWriter.optional(json, "replaces", replaces == null ? null : replaces.value());
            JsonWriter.optional(json, "error", error);
            JsonWriter.texts(json, "authorizations", authorizations);
            json.writeStringField("finalize", finalizeUrl);
            JsonWriter.optional(json, "certificate", certificate);
            json.writeEndObject();
        });
    }
}
