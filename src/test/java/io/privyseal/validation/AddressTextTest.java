package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.name.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.53,          192.0.2.53,   53",
        "' 192.0.2.53:5353 ', 192.0.2.53,   5353",
        "2001:db8::53,        2001:db8::53, 53",
        "[2001:db8::53],      2001:db8::53, 53",
        "[2001:db8::53]:5353, 2001:db8::53, 5353",
    })
    void readsDnsServers(String entry, String address, int port) {
        assertThat(DnsServers.parse(List.of(entry)))
                .containsExactly(new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dns.example.test",
                "192.0.2",
                "192.0.2.53:",
                "192.0.2.53:0",
                "192.0.2.53:65536",
                "192.0.2.53:x",
                "[::1",
                "[::1]53"
            })
    void refusesWhatIsNoDnsServer(String entry) {
        assertThatThrownBy(() -> DnsServers.parse(List.of("192.0.2.1", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not the address of a DNS server: " + entry);
    }

    @Test
    void writesReverseNames() {
        // RFC 8738 §6 and RFC 3596 §2.5.
        assertThat(ReverseName.of(new IpAddress("192.0.2.1"))).isEqualTo("1.2.0.192.in-addr.arpa");
        assertThat(ReverseName.of(new IpAddress("4321:0:1:2:3:4:567:89ab")))
                .isEqualTo("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4.ip6.arpa");
    }
}
