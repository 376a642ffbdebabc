package io.privyseal.platform.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MailAddressTest {
    @Test
    void lowersTheHostAndKeepsTheLocalPart() {
        MailAddress address = MailAddress.parse("Jane.O'Doe+tag@Example.COM");
        assertThat(address.value()).isEqualTo("Jane.O'Doe+tag@example.com");
        assertThat(address.localPart()).isEqualTo("Jane.O'Doe+tag");
        assertThat(address.domain()).isEqualTo(new DnsName("example.com"));
    }

    @Test
    void writesAnInternationalHostAsALabels() {
        assertThat(MailAddress.parse("a@bücher.example").value()).isEqualTo("a@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@example.com",
                "a@",
                "a@b@",
                "a@@example.com",
                ".a@example.com",
                "a.@example.com",
                "a..b@example.com",
                "\"a b\"@example.com",
                "Jane <jane@example.com>",
                "jä@example.com",
                "a\u0000@example.com",
                "a\n@example.com",
                "a@*.example.com",
                "a@[192.0.2.1]",
                "a@example.com."
            })
    void refusesWhatIsNoMailAddress(String text) {
        assertThatThrownBy(() -> MailAddress.parse(text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.IDENTIFIER_MALFORMED));
    }

    @Test
    void refusesALocalPartOf65CharactersAndTakes64() {
        assertThat(MailAddress.parse("a".repeat(64) + "@example.com").localPart())
                .hasSize(64);
        assertThatThrownBy(() -> MailAddress.parse("a".repeat(65) + "@example.com"))
                .isInstanceOf(RefusedException.class);
    }
}
