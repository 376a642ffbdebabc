package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {
    private static final HttpTarget START = HttpTarget.challenge(Identifier.dns("www.example.test"), 80, "token");

    @Test
    void startsAtTheWellKnownPath() {
        assertThat(START.path()).isEqualTo("/.well-known/acme-challenge/token");
        assertThat(START.authority()).isEqualTo("www.example.test");
        assertThat(START.tls()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/x,                               false, www.example.test,     80,  /x",
        "y?a=b,                            false, www.example.test,     80,  /.well-known/acme-challenge/y?a=b",
        "//other.test/x,                   false, other.test,           80,  /x",
        "https://other.test,               true,  other.test,           443, /",
        "HTTPS://OTHER.test.:443/x#y,      true,  other.test,           443, /x",
        "https://other.test:8443/x,        true,  other.test:8443,      8443, /x",
        "http://192.0.2.1:443/,            false, 192.0.2.1:443,        443, /",
        "http://[2001:DB8::1]/a%20b,       false, [2001:db8::1],        80,  /a%20b",
        "https://[2001:db8::1]:444/,       true,  [2001:db8::1]:444,    444, /",
        "/\u00e4,                          false, www.example.test,     80,  /%C3%A4",
    })
    void readsWhereARedirectLeads(String location, boolean tls, String authority, int port, String path) {
        HttpTarget target = START.redirected(location);

        assertThat(target.tls()).isEqualTo(tls);
        assertThat(target.authority()).isEqualTo(authority);
        assertThat(target.port()).isEqualTo(port);
        assertThat(target.path()).isEqualTo(path);
    }

    @Test
    void asksAddressesForNoServerName() {
        assertThat(START.serverName()).isEqualTo("www.example.test");
        assertThat(START.redirected("https://192.0.2.1/").serverName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.test/",
                "file:///etc/passwd",
                "mailto:a@b",
                "javascript:x",
                "http://",
                "http:///x",
                "http://a b/",
                "http://u@example.test/",
                "http://exa_mple.test/",
                "http://127.1/",
                "http://2130706433/",
                "http://0177.0.0.1/",
                "http://[::ffff:127.0.0.1]/",
                "http://[fe80::1%25eth0]/",
                "http://[v1.x]/",
                "http://*.example.test/",
                "http://example.test:99999999999/",
                "/a\u0000b",
                "/a\nb",
                "http://%65xample.test/"
            })
    void refusesWhatIsNoHttpAddress(String location) {
        assertThatThrownBy(() -> START.redirected(location)).isInstanceOf(NotProvenException.class);
    }
}
