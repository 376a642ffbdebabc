package io.privyseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityIdentifierTest {
    private static final String PREFIX = "tag:microsoft.com,2022-09-14:sid:";
    private static final SecurityIdentifier ACCOUNT =
            new SecurityIdentifier("S-1-5-21-666199682-1411342147-2938717855-1001");

    /** As a domain's own CA wrote it. */
    private static final byte[] EXTENSION = HexFormat.of()
            .parseHex("303fa03d060a2b060104018237190201a02f042d532d312d352d32312d3636363139393638322d31343131333432"
                    + "3134372d323933383731373835352d31303031");

    @Test
    void isWrittenAndReadAsMicrosoftsExtension() throws IOException {
        assertThat(ACCOUNT.extension().getEncoded(ASN1Encoding.DER)).isEqualTo(EXTENSION);
        assertThat(SecurityIdentifier.ofExtension(ASN1Primitive.fromByteArray(EXTENSION)))
                .isEqualTo(ACCOUNT);
    }

    @Test
    void isWrittenAndReadAsAnAlternativeName() {
        assertThat(ACCOUNT.name()).isEqualTo(new SubjectAlternativeName(Kind.URI, PREFIX + ACCOUNT.value()));
        assertThat(SecurityIdentifier.among(List.of(
                        new SubjectAlternativeName(Kind.URI, "https://www.example.test/"),
                        new SubjectAlternativeName(Kind.DNS, "www.example.test"),
                        ACCOUNT.name(),
                        ACCOUNT.name())))
                .contains(ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PREFIX,
                PREFIX + "S-1-5",
                PREFIX + "S-1-5-21-1-2-3-500 ",
                PREFIX + "s-1-5-21-1-2-3-500",
                PREFIX + "S-1-5-21-1-2-3-500/S-1-5-21-1-2-3-501",
                "TAG:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-500",
                "tag:microsoft.com,2022-09-14:SID:S-1-5-21-1-2-3-500",
                "tag:microsoft.com,2023-01-01:sid:S-1-5-21-1-2-3-500"
            })
    void refusesOtherFormsOfIt(String uri) {
        refused(new SubjectAlternativeName(Kind.URI, uri));
    }

    @Test
    void refusesTwoOfThem() {
        refused(ACCOUNT.name(), new SecurityIdentifier("S-1-5-21-1-2-3-500").name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3000",
                "300ea00c060a2b060104018237190201",
                "3017a015060a2b060104018237190202a0070405532d312d35",
                "3007820561622e6364"
            })
    void refusesExtensionsOfAnotherStructure(String der) {
        assertThatThrownBy(() -> SecurityIdentifier.ofExtension(
                        ASN1Primitive.fromByteArray(HexFormat.of().parseHex(der))))
                .isInstanceOfAny(IllegalArgumentException.class, IndexOutOfBoundsException.class);
    }

    private static void refused(SubjectAlternativeName... names) {
        assertThatThrownBy(() -> SecurityIdentifier.among(Stream.of(names).toList()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.IDENTIFIER_MALFORMED));
    }
}
