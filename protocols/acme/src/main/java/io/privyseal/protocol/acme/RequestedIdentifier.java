package io.privyseal.protocol.acme;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * An identifier as the client wrote it, of whatever type and form; problems name these.
 *
 * @param type such as {@code dns}
 * @param value such as {@code Example.ORG}
 */
public record RequestedIdentifier(String type, String value) {
    static RequestedIdentifier of(JsonObject object) {
        return new RequestedIdentifier(object.requireText("type"), object.requireText("value"));
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField("value", value);
        json.writeEndObject();
    }
}
