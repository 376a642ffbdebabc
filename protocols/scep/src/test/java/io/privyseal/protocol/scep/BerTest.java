package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BerTest {
    @ParameterizedTest
    @ValueSource(strings = {"0500", "3000", "30800000", "30803080000002010100 00", "3003020101", "308104 02020101"})
    void readsDefiniteAndIndefiniteLengths(String hex) {
        assertThat(read(hex)).isNotNull();
    }

    @Test
    void joinsAnOctetStringInPieces() {
        assertThat(((ASN1OctetString) read("2480 0402 0102 0401 03 0000")).getOctets())
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "30", // no length
                "3003 0201", // cut off
                "30 82 01", // a length cut off
                "0480 0000", // a primitive without length
                "3080 0201 01", // no end
                "3002 0000", // an end where none belongs
                "0500 00", // something behind
                "30 85 0000000001 00", // a length of five octets
                "30 84 ffffffff", // a length beyond all
                "3003 0204 01010101", // longer than what it is in
                "1fffffffff01 00" // an endless tag number
            })
    void refusesWhatIsNotBer(String hex) {
        Refused.unanswerably(FailInfo.BAD_REQUEST, "is not BER", () -> read(hex));
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        Refused.unanswerably(
                FailInfo.BAD_REQUEST, "nested too deep", () -> read("3080".repeat(33) + "0000".repeat(33)));
        assertThat(read("3080".repeat(20) + "0000".repeat(20))).isNotNull();
    }

    @Test
    void staysCalmWhenNestedToTheEnd() {
        byte[] bytes = new byte[PkiMessage.LARGEST];
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = 0x30;
            bytes[i + 1] = (byte) 0x80;
        }
        Refused.unanswerably(FailInfo.BAD_REQUEST, "nested too deep", () -> Ber.read("It", bytes));
    }

    private static Object read(String hex) {
        return Ber.read("It", HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
