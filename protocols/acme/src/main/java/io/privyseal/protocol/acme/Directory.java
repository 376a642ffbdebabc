package io.privyseal.protocol.acme;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a client begins (RFC 8555 §7.1.1).
 *
 * @param newAuthorization null when authorizations come with orders only
 * @param renewalInformation by RFC 9773 §3
 */
public record Directory(
        String newNonce,
        String newAccount,
        String newOrder,
        @Nullable String newAuthorization,
        String revokeCertificate,
        String keyChange,
        @Nullable String renewalInformation,
        Meta meta) {
    /**
     * What a client should know beforehand.
     *
     * @param caaIdentities names for CAA records (RFC 8659) that mean this CA
     * @param profiles what the server offers, name by name, with a text or a URL for people (draft-ietf-acme-profiles)
     */
    public record Meta(
            @Nullable String termsOfService,
            @Nullable String website,
            List<String> caaIdentities,
            boolean externalAccountRequired,
            SequencedMap<String, String> profiles) {
        public Meta {
            caaIdentities = List.copyOf(caaIdentities);
            profiles = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(profiles));
        }

        private void writeTo(JsonGenerator json) throws IOException {
            json.writeStartObject();
            JsonWriter.optional(json, "termsOfService", termsOfService);
            JsonWriter.optional(json, "website", website);
            if (!caaIdentities.isEmpty()) {
                JsonWriter.texts(json, "caaIdentities", caaIdentities);
            }
            json.writeBooleanField("externalAccountRequired", externalAccountRequired);
            if (!profiles.isEmpty()) {
                json.writeObjectFieldStart("profiles");
                for (Map.Entry<String, String> profile : profiles.entrySet()) {
                    json.writeStringField(profile.getKey(), profile.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    public byte[] toJson() {
        return JsonWriter.write(json -> {
            json.writeStartObject();
            json.writeStringField("newNonce", newNonce);
            json.writeStringField("newAccount", newAccount);
            json.writeStringField("newOrder", newOrder);
            JsonWriter.optional(json, "newAuthz", newAuthorization);
            json.writeStringField("revokeCert", revokeCertificate);
            json.writeStringField("keyChange", keyChange);
            JsonWriter.optional(json, "renewalInfo", renewalInformation);
            json.writeFieldName("meta");
            meta.writeTo(json);
            json.writeEndObject();
        });
    }
}
