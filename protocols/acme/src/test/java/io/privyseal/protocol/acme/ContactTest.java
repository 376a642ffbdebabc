package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {
    @ParameterizedTest
    @CsvSource({
        "mailto:admin@example.org,admin@example.org",
        "MAILTO:Admin@Example.org,Admin@Example.org",
        "mailto:a%2Bb@example.org,a+b@example.org",
        "mailto:o'brien$1@xn--bcher-kva.example,o'brien$1@xn--bcher-kva.example",
        "mailto:root@localhost,root@localhost"
    })
    void readsOneAddress(String url, String address) {
        assertThat(new Contact(url).mailAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:+12025551212", "https://example.org/", "x:"})
    void refusesOtherSchemes(String url) {
        Refused.with(ProblemType.UNSUPPORTED_CONTACT, "use mailto", () -> new Contact(url));
    }

    @ParameterizedTest
    @CsvSource({
        "'',is not a URL",
        "admin@example.org,is not a URL",
        ":admin@example.org,is not a URL",
        "mailto:,does not hold a mail address",
        "mailto:admin,does not hold a mail address",
        "mailto:a@example.org?subject=x,has header fields",
        "'mailto:a@example.org,b@example.org',has more than one address",
        "mailto:a@example.org%2Cb@example.org,bad part before the @",
        "mailto:a@b@example.org,bad part before the @",
        "mailto:@example.org,bad part before the @",
        "mailto:.a@example.org,bad part before the @",
        "mailto:a..b@example.org,bad part before the @",
        "mailto:a b@example.org,bad part before the @",
        "mailto:a%0D%0Ab@example.org,bad part before the @",
        "mailto:%22a%22@example.org,bad part before the @",
        "mailto:a%zz@example.org?,has header fields",
        "mailto:é@example.org,bad part before the @",
        "mailto:%C3%A9@example.org,bad part before the @",
        "mailto:a@,bad domain",
        "mailto:a@example..org,bad domain",
        "mailto:a@example.org.,bad domain",
        "mailto:a@192.0.2.1,bad domain",
        "mailto:a@[192.0.2.1],bad domain",
        "mailto:a@bücher.example,bad domain",
        "mailto:a@*.example.org,wildcard"
    })
    void refusesAnythingElseThanOneAddress(String url, String words) {
        Refused.with(ProblemType.INVALID_CONTACT, words, () -> new Contact(url));
    }

    @Test
    void refusesWhatIsTooLong() {
        invalid("bad part before the @", "mailto:" + "a".repeat(65) + "@example.org");
        invalid("does not hold a mail address", "mailto:a@" + "a.".repeat(130) + "org");
        invalid("is too long", "mailto:" + "a".repeat(2000));
    }

    @Test
    void leavesOutRepetitions() {
        JsonValue one = new JsonValue.Text("mailto:a@example.org");

        assertThat(Contact.parse(List.of(one, one))).containsExactly(new Contact("mailto:a@example.org"));
        Refused.with(
                ProblemType.INVALID_CONTACT, "at most 20 contacts", () -> Contact.parse(Collections.nCopies(21, one)));
    }

    private static void invalid(String words, String url) {
        Refused.with(ProblemType.INVALID_CONTACT, words, () -> new Contact(url));
    }
}
