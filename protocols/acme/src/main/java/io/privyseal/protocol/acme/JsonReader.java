package io.privyseal.protocol.acme;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON strictly: UTF-8 without a byte order mark, no name twice in an object, nothing behind the value, no lone
 * surrogates. Two readers that agree on these cannot be made to see two different messages.
 */
final class JsonReader {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 32;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // The names are foreign: they would only fill a table that all readers share.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(JwsMessage.LARGEST)
                    .build())
            .build();

    private JsonReader() {}

    /**
     * @param what the thing that is read, for the problem's detail
     * @throws ProblemException with {@link ProblemType#MALFORMED}
     */
    static JsonObject object(byte[] utf8, String what) {
        if (utf8.length > JwsMessage.LARGEST) {
            throw malformed(what, "is longer than " + JwsMessage.LARGEST + " bytes");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw malformed(what, "is not UTF-8");
        }
        return object(text, what);
    }

    /** The payload of a request that needs one: POST-as-GET has none (RFC 8555 §6.3). */
    static JsonObject payload(byte[] payload) {
        if (payload.length == 0) {
            throw malformed("The payload", "is empty, but this request needs a JSON object");
        }
        return object(payload, "The payload");
    }

    static JsonObject object(String text, String what) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(what, "is not a JSON object");
            }
            JsonObject object = readObject(parser, what);
            if (parser.nextToken() != null) {
                throw malformed(what, "has something behind its JSON object");
            }
            return object;
        } catch (JsonProcessingException _) {
            throw malformed(what, "is not valid JSON, or nested too deeply");
        } catch (IOException impossible) {
            throw new UncheckedIOException("cannot read from memory", impossible);
        }
    }

    private static JsonObject readObject(JsonParser parser, String what) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName(), what);
            parser.nextToken();
            if (members.put(name, readValue(parser, what)) != null) {
                throw malformed(what, "has the member " + Quoted.text(name) + " twice");
            }
        }
        return new JsonObject(Collections.unmodifiableMap(members));
    }

    private static JsonValue readValue(JsonParser parser, String what) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> readObject(parser, what);
            case START_ARRAY -> readArray(parser, what);
            case VALUE_STRING -> new JsonValue.Text(wellFormed(parser.getText(), what));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Numeral(parser.getText());
            case VALUE_TRUE -> new JsonValue.Truth(true);
            case VALUE_FALSE -> new JsonValue.Truth(false);
            case VALUE_NULL -> new JsonValue.Null();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value starts with " + token);
        };
    }

    private static JsonValue readArray(JsonParser parser, String what) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(readValue(parser, what));
        }
        return new JsonValue.Array(List.copyOf(elements));
    }

    // RFC 8259 §8.2: an escape can name half a character, which UTF-8 cannot carry any further.
    private static String wellFormed(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    throw malformed(what, "has a string with a lone surrogate");
                }
                i++;
            }
        }
        return text;
    }

    private static ProblemException malformed(String what, String why) {
        return Problem.malformed(what + " " + why + ".").asException();
    }
}
