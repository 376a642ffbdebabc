package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.RefusedException;
import org.junit.jupiter.api.Test;

class ControlCheckTest {
    private static final Identifier NAME = Identifier.dns("example.test");
    private static final Identifier ADDRESS = Identifier.ip("192.0.2.1");

    @Test
    void knowsWhatEachMethodProves() {
        for (ControlMethod method : ControlMethod.values()) {
            boolean dns = method == ControlMethod.DNS_01;
            assertThat(method.proves(NAME, false)).isTrue();
            assertThat(method.proves(NAME, true)).isEqualTo(dns);
            assertThat(method.proves(ADDRESS, false)).isEqualTo(!dns);
            assertThat(method.proves(ADDRESS, true)).isFalse();
        }
    }

    @Test
    void findsMethodsByTheirLabels() {
        for (ControlMethod method : ControlMethod.values()) {
            assertThat(ControlMethod.ofLabel(method.label())).contains(method);
        }
        assertThat(ControlMethod.ofLabel("http-02")).isEmpty();
    }

    @Test
    void refusesWhatTheMethodCannotProve() {
        assertThatThrownBy(() -> check(NAME, true, ControlMethod.HTTP_01, "token", "token.x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check(ADDRESS, false, ControlMethod.DNS_01, "token", "token.x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesATokenThatIsNotBase64Url() {
        for (String token : new String[] {"", "a/../b", "a b", "a\r\nHost: x", "a=", "\u00e9"}) {
            assertThatThrownBy(() -> check(NAME, false, ControlMethod.HTTP_01, token, "x"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> check(NAME, false, ControlMethod.HTTP_01, "token", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsIdentifiersInCanonicalForm() {
        assertThat(NAME.value()).isEqualTo("example.test");
        assertThat(NAME).hasToString("dns:example.test");
        assertThat(Identifier.ip("2001:DB8::0:1")).hasToString("ip:2001:db8::1");
        assertThatThrownBy(() -> Identifier.dns("*.example.test")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifier.dns("exa mple")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Identifier.ip("192.0.2.256")).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesOwnersThatDoNotFitTheirColumn() {
        assertThat(new ProofOwner("domain:5")).hasToString("domain:5");
        for (String value : new String[] {"", "a b", "x".repeat(129), "\u00e9"}) {
            assertThatThrownBy(() -> new ProofOwner(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static ControlCheck check(
            Identifier identifier, boolean wildcard, ControlMethod method, String token, String keyAuthorization) {
        return new ControlCheck(identifier, wildcard, method, token, keyAuthorization, TargetPolicy.OTHER_HOSTS);
    }
}
