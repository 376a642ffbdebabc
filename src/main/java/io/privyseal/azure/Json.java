package io.privyseal.azure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.azure.AzureFault.Kind;
import java.io.IOException;
import java.util.Optional;

/** Reads what Microsoft answers, strictly: what can be read in two ways is not read at all. */
final class Json {
    private static final int DEEPEST = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write JSON", e);
        }
    }

    /** @throws AzureFault {@link Kind#NONSENSE} for anything but an object */
    static JsonNode readObject(byte[] body, String from) {
        return find(body).orElseThrow(() -> new AzureFault(Kind.NONSENSE, from + " answers with no JSON object"));
    }

    /** The object, if there is one. */
    static Optional<JsonNode> find(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The text of a field; empty for one that is missing or no text. */
    static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value != null && value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** @throws AzureFault {@link Kind#NONSENSE} for a field that is missing or no text */
    static String requireText(JsonNode node, String field, String from) {
        return text(node, field)
                .orElseThrow(() -> new AzureFault(Kind.NONSENSE, from + " answers without '" + field + "'"));
    }

    /** @throws AzureFault {@link Kind#NONSENSE} for a field that is missing or no list */
    static JsonNode requireList(JsonNode node, String field, String from) {
        JsonNode value = node.get(field);
        if (value == null || !value.isArray()) {
            throw new AzureFault(Kind.NONSENSE, from + " answers without a list '" + field + "'");
        }
        return value;
    }
}
