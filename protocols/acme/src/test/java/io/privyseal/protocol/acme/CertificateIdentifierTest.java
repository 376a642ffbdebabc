package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateIdentifierTest {
    /** RFC 9773 §4.1. */
    private static final String EXAMPLE = "aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE";

    private static final byte[] KEY_IDENTIFIER = HexFormat.of().parseHex("69885b6b87464041e1b37b847ba0ae2cde01c8d4");

    @Test
    void buildsTheExampleOfRfc9773() {
        assertThat(CertificateIdentifier.of(KEY_IDENTIFIER, new BigInteger("87654321", 16)))
                .isEqualTo(new CertificateIdentifier(EXAMPLE))
                .hasToString(EXAMPLE);
    }

    @Test
    void readsTheExampleOfRfc9773() {
        CertificateIdentifier identifier = new CertificateIdentifier(EXAMPLE);

        assertThat(identifier.keyIdentifier()).isEqualTo(KEY_IDENTIFIER);
        assertThat(identifier.serialNumber()).isEqualTo(new BigInteger("87654321", 16));
    }

    @ParameterizedTest
    @CsvSource({
        "'',has no dot",
        "YQ,has no dot",
        "YQ.,serial number",
        ".YQ,key identifier",
        "YQ=.YQ,not base64url",
        "YQ.YQ=,not base64url",
        "YR.YQ,not base64url",
        "YQ.YQ.YQ,not base64url",
        "Y Q.YQ,not base64url",
        // 00 7f and ff 80: an octet more than needed.
        "YQ.AH8,serial number",
        "YQ._4A,serial number"
    })
    void refusesOtherTexts(String value, String words) {
        Refused.malformed(words, () -> new CertificateIdentifier(value));
    }

    @Test
    void refusesWhatIsTooLong() {
        Refused.malformed("serial number", () -> new CertificateIdentifier("YQ." + "f".repeat(44)));
        Refused.malformed("key identifier", () -> new CertificateIdentifier("f".repeat(172) + ".YQ"));
    }
}
