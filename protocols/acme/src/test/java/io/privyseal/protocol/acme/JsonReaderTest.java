package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static JsonObject read(String json) {
        return JsonReader.object(ClientKey.utf8(json), "The request");
    }

    @Test
    void readsEveryKindOfValue() {
        JsonObject object =
                read(" {\"t\":\"\\u00e9\",\"n\":-1.5e3,\"b\":true,\"x\":null,\"a\":[1,{}],\"o\":{\"k\":\"v\"}} ");

        assertThat(object.requireText("t")).isEqualTo("é");
        assertThat(object.findNumeral("n")).contains("-1.5e3");
        assertThat(object.findTruth("b")).contains(true);
        assertThat(object.members().get("x")).isEqualTo(new JsonValue.Null());
        assertThat(object.requireArray("a")).hasSize(2);
        assertThat(object.requireObject("o").requireText("k")).isEqualTo("v");
        assertThat(object.findText("absent")).isEmpty();
    }

    @Test
    void readsCharactersOutsideTheBasicPlane() {
        assertThat(read("{\"t\":\"\\ud83d\\ude00\"}").requireText("t")).isEqualTo("😀");
        assertThat(read("{\"t\":\"😀\"}").requireText("t")).isEqualTo("😀");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "{\"a\":null,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"o\":{\"a\":1,\"a\":1}}",
                "{\"l\":[{\"a\":1,\"b\":2,\"a\":3}]}"
            })
    void refusesAMemberThatIsThereTwice(String json) {
        Refused.malformed("has the member 'a' twice", () -> read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":\"\\ud800\"}", "{\"a\":\"\\ude00\\ud83d\"}", "{\"a\":\"x\\udfff\"}", "{\"\\ud800\":1}"})
    void refusesLoneSurrogates(String json) {
        Refused.malformed("lone surrogate", () -> read(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":NaN}",
                "{\"a\":1}/* */",
                "// \n{}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":tru}",
                "{\"a\":[1,]}",
                "\ufeff{}"
            })
    void refusesWhatIsNotJson(String json) {
        Refused.malformed("not valid JSON", () -> read(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "\"text\"", "1", "null", "true"})
    void refusesOtherValuesThanObjects(String json) {
        Refused.malformed("not a JSON object", () -> read(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}{}", "{} 1", "{}null", "{},"})
    void refusesWhatFollowsTheObject(String json) {
        Refused.malformed("The request ", () -> read(json));
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        // An overlong slash, half a character in UTF-8, and a byte that never occurs.
        for (String bytes : new String[] {"\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00ff"}) {
            byte[] json = ("{\"a\":\"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1);
            Refused.malformed("not UTF-8", () -> JsonReader.object(json, "The request"));
        }
        Refused.malformed(
                "The request", () -> JsonReader.object("{}".getBytes(StandardCharsets.UTF_16BE), "The request"));
    }

    @Test
    void refusesDeepNesting() {
        assertThat(read("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}").has("a"))
                .isTrue();
        Refused.malformed("nested too deeply", () -> read("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}"));
        Refused.malformed("nested too deeply", () -> read("{\"a\":".repeat(20_000)));
    }

    @Test
    void refusesLongNumbersAndNames() {
        Refused.malformed("not valid JSON", () -> read("{\"a\":" + "1".repeat(1000) + "}"));
        Refused.malformed("not valid JSON", () -> read("{\"" + "a".repeat(1000) + "\":1}"));
    }

    @Test
    void refusesAMebibyte() {
        Refused.malformed("longer than 131072 bytes", () -> read("{\"a\":\"" + "a".repeat(1 << 20) + "\"}"));
        assertThat(read("{\"a\":\"" + "a".repeat(JwsMessage.LARGEST - 8) + "\"}")
                        .has("a"))
                .isTrue();
    }

    @Test
    void refusesValuesOfAnotherType() {
        JsonObject object = read("{\"n\":1,\"s\":\"true\",\"x\":null,\"a\":[],\"o\":{}}");

        for (String name : new String[] {"n", "x", "a", "o"}) {
            Refused.malformed("\"" + name + "\" must be a string", () -> object.requireText(name));
        }
        for (String name : new String[] {"n", "s", "x", "a", "o"}) {
            Refused.malformed("\"" + name + "\" must be true or false", () -> object.findTruth(name));
        }
        for (String name : new String[] {"s", "x", "a", "o"}) {
            Refused.malformed("\"" + name + "\" must be a number", () -> object.findNumeral(name));
        }
        for (String name : new String[] {"n", "s", "x", "o"}) {
            Refused.malformed("\"" + name + "\" must be an array", () -> object.requireArray(name));
        }
        for (String name : new String[] {"n", "s", "x", "a"}) {
            Refused.malformed("\"" + name + "\" must be an object", () -> object.requireObject(name));
        }
    }

    @Test
    void saysWhatIsMissing() {
        JsonObject object = read("{}");

        Refused.malformed("\"t\" is missing", () -> object.requireText("t"));
        Refused.malformed("\"a\" is missing", () -> object.requireArray("a"));
        Refused.malformed("\"o\" is missing", () -> object.requireObject("o"));
    }

    @Test
    void asksForAPayloadWhereOneIsNeeded() {
        Refused.malformed("is empty, but this request needs a JSON object", () -> JsonReader.payload(new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"YQ==", "YR", "Y", "YWJ", "Y Q", "YQ\n", "+/", "é", "YQ."})
    void refusesBase64InAnyOtherFormThanTheCanonicalOne(String text) {
        assertThat(Base64Url.decode(text)).isEmpty();
    }

    @Test
    void decodesBase64Url() {
        assertThat(Base64Url.decode("")).hasValue(new byte[0]);
        assertThat(Base64Url.decode("YQ")).hasValue(new byte[] {'a'});
        assertThat(Base64Url.decode("-_8")).hasValue(new byte[] {(byte) 0xfb, (byte) 0xff});
    }
}
