package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScepQueryTest {
    /** Has plus signs, slashes and padding in base64. */
    private static final byte[] BYTES = {(byte) 0xfb, (byte) 0xef, (byte) 0xbe, (byte) 0xff, (byte) 0xff, 1, 2};

    private static final String BASE64 = Base64.getEncoder().encodeToString(BYTES);

    @ParameterizedTest
    @EnumSource
    void readsEachOperation(Operation operation) {
        assertThat(ScepQuery.parse("operation=" + operation.wireName()).operation())
                .isEqualTo(operation);
    }

    @Test
    void takesAnOperationInAnyCase() {
        assertThat(ScepQuery.parse("operation=getcacaps").operation()).isEqualTo(Operation.GET_CA_CAPS);
    }

    @Test
    void refusesAnUnknownOperation() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST, "operation is not known", () -> ScepQuery.parse("operation=GetEverything"));
    }

    /** Posts often name none (RFC 8894 §4.3). */
    @Test
    void hasNoOperationWhenNoneIsNamed() {
        assertThat(ScepQuery.parse(null).operation()).isNull();
        assertThat(ScepQuery.parse("").operation()).isNull();
    }

    /** Windows sends "default", certmonger "0", Cisco and Juniper a name of their own, others nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "0", "my-trustpoint", "ca%20one"})
    void takesAnyIdentifierOfGetCaCert(String identifier) {
        ScepQuery query = ScepQuery.parse("operation=GetCACert&message=" + identifier);
        assertThat(query.operation()).isEqualTo(Operation.GET_CA_CERT);
        assertThat(query.identifier()).contains(identifier.replace("%20", " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation=GetCACert", "operation=GetCACert&message=", "operation=GetCACert&message"})
    void anAbsentOrEmptyIdentifierIsNone(String query) {
        assertThat(ScepQuery.parse(query).identifier()).isEmpty();
    }

    @Test
    void decodesAMessageThatIsEscapedAsItShould() {
        assertThat(message(URLEncoder.encode(BASE64, StandardCharsets.US_ASCII)))
                .isEqualTo(BYTES);
    }

    @Test
    void takesAPlusSignThatIsNotEscaped() {
        assertThat(BASE64).contains("+");
        assertThat(message(BASE64)).isEqualTo(BYTES);
    }

    @Test
    void takesABlankForAPlusSign() {
        assertThat(message(BASE64.replace("+", "%20"))).isEqualTo(BYTES);
    }

    /** sscep and Cisco IOS break lines, and escape the breaks. */
    @Test
    void skipsLineBreaks() {
        assertThat(message(BASE64.substring(0, 3) + "%0D%0A" + BASE64.substring(3) + "%0A"))
                .isEqualTo(BYTES);
    }

    @Test
    void takesBase64ForUrls() {
        assertThat(message(Base64.getUrlEncoder().encodeToString(BYTES))).isEqualTo(BYTES);
    }

    @Test
    void takesAMessageWithoutPadding() {
        assertThat(message(BASE64.replace("=", ""))).isEqualTo(BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAA*", "A", "AA==AA", "====", "%00AAA", "AAA%C3%A9"})
    void refusesWhatIsNotBase64(String message) {
        Refused.unanswerably(FailInfo.BAD_REQUEST, "not base64", () -> message(message));
    }

    @Test
    void refusesNoMessage() {
        Refused.unanswerably(FailInfo.BAD_REQUEST, "no message", () -> message(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "AA%"})
    void refusesABrokenEscape(String message) {
        Refused.unanswerably(FailInfo.BAD_REQUEST, "broken escape", () -> message(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation=GetCACert&operation=GetCACaps", "operation=GetCACert&message=a&message=b"})
    void refusesAParameterThatIsThereTwice(String query) {
        Refused.unanswerably(FailInfo.BAD_REQUEST, "twice", () -> ScepQuery.parse(query));
    }

    @Test
    void ignoresOtherParameters() {
        assertThat(ScepQuery.parse("x=1&operation=GetCACaps&&y").operation()).isEqualTo(Operation.GET_CA_CAPS);
    }

    private static byte[] message(String raw) {
        return ScepQuery.parse("operation=PKIOperation&message=" + raw).messageBytes();
    }
}
