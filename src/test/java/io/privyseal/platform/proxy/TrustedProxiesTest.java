package io.privyseal.platform.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.platform.AddressRange;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private static final InetAddress PROXY = InetAddress.ofLiteral("10.0.0.1");
    private final TrustedProxies proxies = new TrustedProxies(List.of(AddressRange.of("10.0.0.0/8")));

    @Test
    void takesTheNearestHopThatIsNoProxy() {
        assertThat(origin("203.0.113.9, 198.51.100.7, 10.0.0.2")).isEqualTo(InetAddress.ofLiteral("198.51.100.7"));
    }

    @Test
    void takesTheProxyItselfWhereItRecordsNothing() {
        assertThat(proxies.origin(PROXY, List.of())).isEqualTo(PROXY);
    }

    @Test
    void stopsAtAHiddenHop() {
        assertThat(origin("198.51.100.7, unknown")).isEqualTo(PROXY);
    }

    @Test
    void readsForwardedWithPortsQuotesAndBrackets() {
        assertThat(ForwardedHops.of(
                        List.of(
                                "for=192.0.2.60;proto=http;by=203.0.113.43, For=\"[2001:db8:cafe::17]:4711\"",
                                "for=\"10.0.0.2:80\""),
                        List.of("ignored")))
                .containsExactly("192.0.2.60", "2001:db8:cafe::17", "10.0.0.2");
    }

    @Test
    void readsForwardedForWithAndWithoutPorts() {
        assertThat(ForwardedHops.of(List.of(), List.of("192.0.2.1:99, 2001:db8::1", "[2001:db8::2]:443")))
                .containsExactly("192.0.2.1", "2001:db8::1", "2001:db8::2");
    }

    private InetAddress origin(String forwardedFor) {
        return proxies.origin(PROXY, ForwardedHops.of(List.of(), List.of(forwardedFor)));
    }
}
