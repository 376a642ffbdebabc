package io.privyseal.protocol.acme;

import static io.privyseal.protocol.acme.ClientKey.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
    private static Identifier parse(String type, String value) {
        return Identifier.parse(new RequestedIdentifier(type, value));
    }

    private static NewOrderRequest order(String... values) {
        return NewOrderRequest.parse(utf8(Stream.of(values)
                .map(value -> "{\"type\":\"dns\",\"value\":\"" + value + "\"}")
                .collect(Collectors.joining(",", "{\"identifiers\":[", "]}"))));
    }

    @ParameterizedTest
    @CsvSource({
        "example.org,example.org",
        "WWW.Example.ORG,www.example.org",
        "*.Example.org,*.example.org",
        "localhost,localhost",
        "1.example,1.example",
        "a--b.example,a--b.example",
        "XN--BCHER-KVA.example,xn--bcher-kva.example",
        "xn--strae-oqa.example,xn--strae-oqa.example",
        "xn--fiqs8s,xn--fiqs8s",
        "xn--80ak6aa92e.com,xn--80ak6aa92e.com"
    })
    void readsDnsNames(String value, String normal) {
        assertThat(parse("dns", value)).isEqualTo(Identifier.dns(normal));
    }

    @ParameterizedTest
    @CsvSource({
        "'',is empty",
        "example.org.,ends with a dot",
        ".,ends with a dot",
        ".example.org,empty label",
        "example..org,empty label",
        "*.,ends with a dot",
        "*..org,empty label",
        "_acme.example.org,has an underscore",
        "a b.example.org,character that is not allowed",
        "example.org/,character that is not allowed",
        "example.org:443,character that is not allowed",
        "bücher.example,write international labels as A-labels",
        "İ.example,write international labels as A-labels",
        "*,asterisk that is not the whole leftmost label",
        "*a.example.org,asterisk that is not the whole leftmost label",
        "www.*.example.org,asterisk that is not the whole leftmost label",
        "*.*.example.org,asterisk that is not the whole leftmost label",
        "**.example.org,asterisk that is not the whole leftmost label",
        "-a.example.org,starts or ends with a hyphen",
        "a-.example.org,starts or ends with a hyphen",
        "192.0.2.1,all-numeric top-level domain",
        "example.123,all-numeric top-level domain",
        "2130706433,all-numeric top-level domain",
        // Not Punycode; nothing encoded, thrice; a capital encoded; not in NFC; a number that overflows.
        "xn--0.example,stands for no label in Unicode",
        "xn--abc-.example,starts or ends with a hyphen",
        "xn--.example,starts or ends with a hyphen",
        "xn---epa.example,stands for no label in Unicode",
        "xn--b-5da.example,stands for no label in Unicode",
        "xn--e-xbb.example,stands for no label in Unicode",
        "xn--99999999.example,stands for no label in Unicode"
    })
    void refusesMalformedDnsNames(String value, String words) {
        Refused.malformed(words, () -> parse("dns", value));
    }

    @Test
    void refusesControlCharactersWithoutRepeatingThem() {
        Problem problem =
                Refused.malformed("character that is not allowed", () -> parse("dns", "a\u0000b\r\nc.example"));

        assertThat(problem.detail()).contains("'a?b??c.example'");
    }

    @Test
    void knowsTheLimitsOfLength() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);

        assertThat(parse("dns", longest).value()).hasSize(253);
        Refused.malformed("longer than 253 characters", () -> parse("dns", longest + "a"));
        Refused.malformed("label longer than 63 characters", () -> parse("dns", label + "a.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.org", "*.localhost", "*.xn--fiqs8s"})
    void rejectsWildcardsUnderATopLevelDomain(String value) {
        Refused.with(ProblemType.REJECTED_IDENTIFIER, "directly under a top-level domain", () -> parse("dns", value));
    }

    @Test
    void knowsWildcards() {
        assertThat(Identifier.dns("*.example.org").isWildcard()).isTrue();
        assertThat(Identifier.dns("*.example.org").withoutWildcard()).isEqualTo(Identifier.dns("example.org"));
        assertThat(Identifier.dns("example.org").isWildcard()).isFalse();
        assertThat(Identifier.dns("example.org").withoutWildcard()).isEqualTo(Identifier.dns("example.org"));
        assertThat(Identifier.ip("192.0.2.1").isWildcard()).isFalse();
    }

    @Test
    void isOnlyEverInNormalForm() {
        Refused.malformed("not allowed", () -> Identifier.dns("Example.org"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1",
                "0.0.0.0",
                "255.255.255.255",
                "2001:db8::1",
                "::",
                "::1",
                "1::",
                "2001:db8:0:1:1:1:1:1",
                "2001:0:0:1::1",
                "2001:db8::1:0:0:1",
                "1:2:3:4:5:6:7:8",
                "fe80::",
                "::ffff:0:0:1"
            })
    void readsIpAddresses(String value) {
        assertThat(parse("ip", value)).isEqualTo(Identifier.ip(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.04",
                "0x1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.-4",
                "１.2.3.4",
                "example.org",
                "192.0.2.0/24"
            })
    void refusesOtherTextsOfIpv4(String value) {
        Refused.malformed("is not an IPv4 address in dotted decimal", () -> parse("ip", value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "1:2:3:4:5:6:7::8:9",
                "12345::",
                "g::",
                "::1%eth0",
                "[::1]",
                ":1::",
                "1:",
                "::1.2.3.4",
                "2001:db8::/32",
                "١::"
            })
    void refusesWhatIsNoIpv6Address(String value) {
        Refused.malformed("is not an IPv6 address", () -> parse("ip", value));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8::1,2001:db8::1",
        "2001:0db8::1,2001:db8::1",
        "2001:db8:0:0:0:0:0:1,2001:db8::1",
        "0:0:0:0:0:0:0:0,::",
        "2001:db8::1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1,2001:0:0:1::1",
        "2001:db8:0:0:1::1,2001:db8::1:0:0:1"
    })
    void refusesOtherTextsOfIpv6AndSaysTheRightOne(String value, String canonical) {
        Refused.malformed("which is '" + canonical + "'", () -> parse("ip", value));
        assertThat(parse("ip", canonical).value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:192.0.2.1", "::FFFF:192.0.2.1", "::ffff:c000:201", "0:0:0:0:0:ffff:c000:201"})
    void rejectsMappedAddresses(String value) {
        Refused.with(ProblemType.REJECTED_IDENTIFIER, "mapped into IPv6", () -> parse("ip", value));
    }

    @Test
    void refusesLongIpAddresses() {
        Refused.malformed("is too long", () -> parse("ip", ":".repeat(10_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DNS", "email", "permanent-identifier", "TNAuthList"})
    void refusesOtherTypes(String type) {
        Refused.with(ProblemType.UNSUPPORTED_IDENTIFIER, "is not supported", () -> parse(type, "example.org"));
    }

    @Test
    void roundTripsEveryType() {
        for (IdentifierType type : IdentifierType.values()) {
            assertThat(IdentifierType.ofWireName(type.wireName())).contains(type);
        }
    }

    @Test
    void leavesOutRepetitionsInAnOrder() {
        assertThat(order("b.example", "a.example", "B.example", "*.a.example").identifiers())
                .containsExactly(
                        Identifier.dns("b.example"), Identifier.dns("a.example"), Identifier.dns("*.a.example"));
    }

    @Test
    void namesAllFaultsOfAnOrder() {
        Problem problem = Refused.with(
                ProblemType.COMPOUND,
                "identifiers that are not possible",
                () -> order("_example.org", "fine.example", "*.Org"));

        Fixtures.assertSays("problem", problem.toJson());
    }

    @Test
    void namesFaultsOfOneTypeByThatType() {
        Problem problem =
                Refused.malformed("identifiers that are not possible", () -> order("a_b.example", "c d.example"));

        assertThat(problem.subproblems())
                .extracting(Problem::identifier)
                .containsExactly(
                        new RequestedIdentifier("dns", "a_b.example"), new RequestedIdentifier("dns", "c d.example"));
        assertThat(Refused.with(ProblemType.REJECTED_IDENTIFIER, "not possible", () -> order("*.org"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void limitsTheNumberOfIdentifiers() {
        String[] names = IntStream.range(0, 101).mapToObj(i -> i + ".example").toArray(String[]::new);

        Refused.malformed("at most 100 identifiers, not 101", () -> order(names));
        Refused.malformed("at least one identifier", IdentifierTest::order);
        Refused.malformed("at most 1 identifiers, not 2", () -> NewOrderRequest.parse(Fixtures.read("new-order"), 1));
    }

    @Test
    void refusesIdentifiersThatAreNoObjectsOfStrings() {
        for (String element : new String[] {"\"example.org\"", "null", "[]", "1"}) {
            Refused.malformed(
                    "must be an object", () -> NewOrderRequest.parse(utf8("{\"identifiers\":[" + element + "]}")));
        }
        Refused.malformed("\"type\" is missing", () -> NewOrderRequest.parse(utf8("{\"identifiers\":[{}]}")));
        Refused.malformed(
                "\"value\" must be a string",
                () -> NewOrderRequest.parse(utf8("{\"identifiers\":[{\"type\":\"dns\",\"value\":1}]}")));
        Refused.malformed("\"identifiers\" is missing", () -> NewOrderRequest.parse(utf8("{}")));
        Refused.malformed("must be an array", () -> NewOrderRequest.parse(utf8("{\"identifiers\":{}}")));
    }
}
