package io.privyseal.organization;

import static io.privyseal.organization.DomainPrivilege.DOMAIN;
import static io.privyseal.organization.DomainPrivilege.SUBDOMAIN;
import static io.privyseal.organization.DomainPrivilege.WILDCARD_1ST_LEVEL;
import static io.privyseal.organization.DomainPrivilege.WILDCARD_2ND_LEVEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.organization.DomainCoverage.Grant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainCoverageTest {
    private static final int ALL =
            DomainPrivilege.toBits(List.of(DOMAIN, SUBDOMAIN, WILDCARD_1ST_LEVEL, WILDCARD_2ND_LEVEL));

    @ParameterizedTest
    @CsvSource({
        "example.test,   DOMAIN,             example.test,       true",
        "example.test,   DOMAIN,             EXAMPLE.test,       true",
        "example.test,   DOMAIN,             www.example.test,   false",
        "example.test,   DOMAIN,             *.example.test,     false",
        "example.test,   SUBDOMAIN,          example.test,       false",
        "example.test,   SUBDOMAIN,          www.example.test,   true",
        "example.test,   SUBDOMAIN,          a.b.example.test,   true",
        "example.test,   SUBDOMAIN,          badexample.test,    false",
        "example.test,   SUBDOMAIN,          *.example.test,     false",
        "example.test,   WILDCARD_1ST_LEVEL, *.example.test,     true",
        "example.test,   WILDCARD_1ST_LEVEL, *.a.example.test,   false",
        "example.test,   WILDCARD_1ST_LEVEL, *.badexample.test,  false",
        "example.test,   WILDCARD_2ND_LEVEL, *.a.example.test,   true",
        "example.test,   WILDCARD_2ND_LEVEL, *.a.b.example.test, true",
        "example.test,   WILDCARD_2ND_LEVEL, *.example.test,     false",
        "*.example.test, DOMAIN,             *.example.test,     true",
        "*.example.test, DOMAIN,             example.test,       false",
        "*.example.test, DOMAIN,             www.example.test,   false",
        "*.example.test, SUBDOMAIN,          www.example.test,   true",
        "*.example.test, SUBDOMAIN,          example.test,       false",
        "test,           SUBDOMAIN,          a.test,             true",
        "home.arpa,      SUBDOMAIN,          arpa,               false",
    })
    void coversWhatThePrivilegeSays(String entry, DomainPrivilege privilege, String name, boolean covered) {
        assertThat(DomainCoverage.covers(entry, DomainPrivilege.toBits(List.of(privilege)), name))
                .isEqualTo(covered);
    }

    @Test
    void asksForAtMostTwoEntriesPerLabel() {
        assertThat(DomainCoverage.candidates("a.b.Example.test"))
                .containsExactly(
                        "a.b.example.test",
                        "b.example.test",
                        "*.b.example.test",
                        "example.test",
                        "*.example.test",
                        "test",
                        "*.test");
    }

    @Test
    void asksForTheWildcardEntryOfAWildcardName() {
        assertThat(DomainCoverage.candidates("*.example.test"))
                .containsExactly("example.test", "*.example.test", "test", "*.test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*",
                "*.",
                "*.*.test",
                "a.*.test",
                "*a.test",
                "a*.test",
                "a..test",
                ".test",
                "test.",
                "a b.test",
                "a_b.test",
                "-a.test",
                "a-.test",
                "10.0.0.1",
                "bücher.test",
                "a\u0000.test",
                "a.test/b"
            })
    void coversNothingThatIsNoDnsName(String name) {
        assertThat(DomainCoverage.candidates(name)).isEmpty();
    }

    @Test
    void prefersTheLongestEntryWhateverTheOrder() {
        Grant outer = new Grant(1, "test", ALL);
        Grant inner = new Grant(2, "example.test", ALL);
        for (List<Grant> grants : Arrays.asList(List.of(outer, inner), List.of(inner, outer))) {
            assertThat(DomainCoverage.covering(grants, "www.example.test")).contains(new DomainId(2));
        }
    }

    @Test
    void addsOverlappingEntriesUp() {
        Grant inner = new Grant(2, "example.test", DomainPrivilege.toBits(List.of(DOMAIN)));
        assertThat(DomainCoverage.covering(List.of(new Grant(1, "test", ALL), inner), "www.example.test"))
                .contains(new DomainId(1));
    }

    @Test
    void bitsSurviveARoundTrip() {
        for (int bits = 1; bits <= ALL; bits++) {
            assertThat(DomainPrivilege.toBits(DomainPrivilege.ofBits(bits))).isEqualTo(bits);
        }
    }
}
