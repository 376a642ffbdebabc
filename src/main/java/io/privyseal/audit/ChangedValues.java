package io.privyseal.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;

/** Field values before or after a change, as stored: one JSON object of strings, its names sorted. */
final class ChangedValues {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String NONE = "{}";
    private static final int LONGEST_VALUE = 8_000;
    private static final int MOST_FIELDS = 100;

    private ChangedValues() {}

    static String write(Map<String, String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        if (values.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("an audit event has at most " + MOST_FIELDS + " fields");
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
                json.writeStringField(
                        StorableText.of(value.getKey(), 200), StorableText.of(value.getValue(), LONGEST_VALUE));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return text.toString();
    }

    static Map<String, String> read(String text) {
        if (text.equals(NONE)) {
            return Map.of();
        }
        Map<String, String> values = new TreeMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                values.put(name, json.getText());
            }
        } catch (IOException e) {
            throw new IllegalStateException("the values of an audit entry are no JSON object", e);
        }
        return values;
    }
}
