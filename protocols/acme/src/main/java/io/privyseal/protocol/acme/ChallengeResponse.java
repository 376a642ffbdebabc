package io.privyseal.protocol.acme;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client's word that a challenge may be validated (RFC 8555 §7.5.1).
 *
 * @param texts the members that are strings: none for the challenges of RFC 8555 and RFC 8737, whose response is {@code {}}
 */
public record ChallengeResponse(Map<String, String> texts) {
    public ChallengeResponse {
        texts = Map.copyOf(texts);
    }

    /** @throws ProblemException with {@link ProblemType#MALFORMED} unless the payload is a JSON object */
    public static ChallengeResponse parse(byte[] payload) {
        Map<String, String> texts = new LinkedHashMap<>();
        JsonReader.payload(payload).members().forEach((name, value) -> {
            if (value instanceof JsonValue.Text(String text)) {
                texts.put(name, text);
            }
        });
        return new ChallengeResponse(texts);
    }
}
