package io.privyseal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @Test
    void containsTheAddressesUnderItsPrefix() {
        AddressRange range = AddressRange.of("10.20.0.0/14");
        assertThat(range.contains(InetAddress.ofLiteral("10.23.255.255"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("10.24.0.0"))).isFalse();
        assertThat(range.contains(InetAddress.ofLiteral("::1"))).isFalse();
    }

    @Test
    void containsIpv6AddressesUnderItsPrefix() {
        AddressRange range = AddressRange.of("2001:db8::/33");
        assertThat(range.contains(InetAddress.ofLiteral("2001:db8:7fff::1"))).isTrue();
        assertThat(range.contains(InetAddress.ofLiteral("2001:db8:8000::1"))).isFalse();
    }

    @Test
    void takesASingleAddressAsARangeOfOne() {
        assertThat(AddressRange.of("192.0.2.1")).isEqualTo(AddressRange.of("192.0.2.1/32"));
        assertThat(AddressRange.of("::ffff:192.0.2.1")).isEqualTo(AddressRange.of("192.0.2.1"));
    }

    @Test
    void containsEverythingOfItsFamilyUnderPrefixZero() {
        assertThat(AddressRange.of("0.0.0.0/0").contains(InetAddress.ofLiteral("255.255.255.255")))
                .isTrue();
    }

    @Test
    void clearsHostBits() {
        assertThat(AddressRange.of("10.1.2.3/8")).hasToString("10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1",
                "example.com",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "::/129",
                "fe80::1%lo",
                "010.0.0.1/8/8"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
