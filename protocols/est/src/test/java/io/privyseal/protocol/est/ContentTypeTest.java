package io.privyseal.protocol.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pkcs10",
                "Application/PKCS10",
                " application/pkcs10 ; charset=utf-8",
                "application/pkcs10;name=\"a;b\"",
                "application/pkcs10; ;"
            })
    void takesTypesInAnyCaseAndWithParameters(String header) {
        ContentType type = ContentType.parse(header);
        type.require(ContentType.PKCS10);
        assertThat(type.name()).isEqualTo("application/pkcs10");
    }

    @Test
    void readsParametersWithAndWithoutQuotes() {
        assertThat(ContentType.parse("application/pkcs7-mime; SMIME-Type=CMC-request; name=\"a \\\"b\\\".p7m\"")
                        .parameters())
                .isEqualTo(Map.of("smime-type", "CMC-request", "name", "a \"b\".p7m"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pkcs10",
                "/pkcs10",
                "application/",
                "application/pk cs10",
                "application/pkcs10; a",
                "application/pkcs10; a=\"b",
                "application/pkcs10; a=1; A=2",
                "application/pkcs10; =1"
            })
    void refusesWhatIsNoMediaType(String header) {
        Refused.with(EstFailure.WRONG_MEDIA_TYPE, "The Content-Type", () -> ContentType.parse(header));
    }

    @Test
    void refusesHeadersWithoutEnd() {
        Refused.with(
                EstFailure.WRONG_MEDIA_TYPE,
                "too long",
                () -> ContentType.parse("application/pkcs10;" + " ".repeat(600)));
    }

    @Test
    void saysWhichTypeAnOperationTakes() {
        ContentType type = ContentType.parse("application/json");
        Refused.with(EstFailure.WRONG_MEDIA_TYPE, "takes application/pkcs10", () -> type.require(ContentType.PKCS10));
    }
}
