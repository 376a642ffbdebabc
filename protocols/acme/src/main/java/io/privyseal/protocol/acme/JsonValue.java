package io.privyseal.protocol.acme;

import java.util.List;

/** A JSON value (RFC 8259) that a client sent. */
sealed interface JsonValue
        permits JsonObject, JsonValue.Text, JsonValue.Numeral, JsonValue.Truth, JsonValue.Null, JsonValue.Array {
    /** A string; without lone surrogates, so it always has a UTF-8 form. */
    record Text(String value) implements JsonValue {}

    /** A number as it was written: none is computed with, so none is converted. */
    record Numeral(String text) implements JsonValue {}

    record Truth(boolean value) implements JsonValue {}

    /** The literal {@code null}: not the same as a member that is not there. */
    record Null() implements JsonValue {}

    record Array(List<JsonValue> elements) implements JsonValue {}
}
