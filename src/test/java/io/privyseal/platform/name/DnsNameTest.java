package io.privyseal.platform.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DnsNameTest {
    @ParameterizedTest
    @CsvSource({
        "www.bank.test, www.bank.test",
        "WWW.Bank.Test., www.bank.test",
        "*.bank.test, *.bank.test",
        "bücher.example, xn--bcher-kva.example",
        "www.xn--zckzah, www.xn--zckzah"
    })
    void findsTheNameThatATextIs(String text, String expected) {
        assertThat(DnsName.find(text)).contains(new DnsName(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device-4711",
                "localhost",
                "Sensor 7",
                "SN.12-34",
                "v1.2",
                "192.0.2.1",
                "jane@bank.test",
                ".",
                "",
                "a.b c"
            })
    void findsNoNameInOtherTexts(String text) {
        assertThat(DnsName.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, www.example.com",
        "WWW.Example.COM, www.example.com",
        "localhost, localhost",
        "*.example.com, *.example.com",
        "1.example, 1.example",
        "a--b.example, a--b.example",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "straße.example, xn--strae-oqa.example",
        "*.bücher.example, *.xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "xn--strae-oqa.example, xn--strae-oqa.example",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "παράδειγμα.δοκιμή, xn--hxajbheg2az3al.xn--jxalpdlp",
        "паука.example, xn--80aa3asv.example",
        "مثال.example, xn--mgbh0fb.example",
        "l·l.example, xn--ll-0ea.example"
    })
    void writesNamesAsCertificatesCarryThem(String text, String expected) {
        assertThat(DnsName.parse(text).value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "example.com.",
                ".example.com",
                "a..b",
                "my_host.example.com",
                "-a.example",
                "a-.example",
                "*",
                "*.com",
                "*.test",
                "www.*.com",
                "w*.example.com",
                "*.*.example.com",
                "*a.example.com",
                "a b.example",
                "exam\u0000ple.com",
                "example.com\n",
                "1.2.3.4",
                "example.123",
                "[::1]",
                "user@example.com",
                "http://example.com",
                "xn--.example",
                "xn--abc-.example",
                "xn--a.example",
                "xn--bcher-KVA1.example",
                "xn--99999999999.example",
                "xn--bcher-kv.example",
                "www。example.com",
                "ⅷ.example",
                "☃.example",
                "a\u200db.example",
                "\u0301a.example",
                "a·b.example",
                "aא.example",
                "ex\uD800ample.com"
            })
    void refusesWhatIsNoDnsName(String text) {
        assertThatThrownBy(() -> DnsName.parse(text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.IDENTIFIER_MALFORMED));
    }

    @Test
    void refusesALabelOf64CharactersAndTakes63() {
        assertThat(DnsName.parse("a".repeat(63) + ".example").value()).hasSize(71);
        assertThatThrownBy(() -> DnsName.parse("a".repeat(64) + ".example")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> DnsName.parse("ü".repeat(63) + ".example")).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesANameOf254CharactersAndTakes253() {
        String name = ("a".repeat(49) + ".").repeat(5);
        assertThat(DnsName.parse(name + "abc").value()).hasSize(253);
        assertThatThrownBy(() -> DnsName.parse(name + "abcd")).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesUpperCaseWhenNothingNormalizesIt() {
        assertThatThrownBy(() -> new DnsName("Example.com")).isInstanceOf(RefusedException.class);
    }

    @Test
    void neverQuotesControlCharacters() {
        assertThatThrownBy(() -> DnsName.parse("a\u0000\r\nb.example"))
                .message()
                .isPrintable();
    }

    @Test
    void knowsWhatLiesWithinADomain() {
        DnsName domain = new DnsName("example.com");
        assertThat(new DnsName("example.com").isWithin(domain)).isTrue();
        assertThat(new DnsName("www.example.com").isWithin(domain)).isTrue();
        assertThat(new DnsName("*.example.com").isWithin(domain)).isTrue();
        assertThat(new DnsName("badexample.com").isWithin(domain)).isFalse();
        assertThat(new DnsName("com").isWithin(domain)).isFalse();
    }

    @Test
    void takesTheWildcardOff() {
        assertThat(new DnsName("*.example.com").withoutWildcard()).isEqualTo(new DnsName("example.com"));
        assertThat(new DnsName("example.com").isWildcard()).isFalse();
    }
}
