package io.privyseal.validation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.privyseal.platform.AddressRange;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a check needs, put together as in the server but with ports, servers and patience of the test's choice. */
final class ValidationRig implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
    static final String KEY_AUTHORIZATION = TOKEN + ".9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI";

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private List<InetSocketAddress> dnsServers = List.of();
    private List<AddressRange> denied = List.of();
    private Set<Integer> ownPorts = Set.of();
    private Set<Integer> redirectPorts = Set.of();
    private int port = 9;
    private Duration timeout = Duration.ofSeconds(5);
    /** Longer than the timeout: one attempt. */
    private Duration firstPause = Duration.ofMinutes(1);

    private Duration connectPatience = Duration.ofMillis(300);
    private Duration dnsPatience = Duration.ofMillis(150);
    private Turns turns = new Turns(64, 8);
    private @Nullable HostAddresses addresses;
    private @Nullable TargetConnector connector;

    ValidationRig dns(FakeDns... servers) {
        dnsServers = Arrays.stream(servers).map(FakeDns::address).toList();
        return this;
    }

    ValidationRig dnsAt(InetSocketAddress... servers) {
        dnsServers = List.of(servers);
        return this;
    }

    ValidationRig deny(String... ranges) {
        denied = Arrays.stream(ranges).map(AddressRange::of).toList();
        return this;
    }

    ValidationRig ownPort(int own) {
        ownPorts = Set.of(own);
        return this;
    }

    ValidationRig redirectPorts(Integer... ports) {
        redirectPorts = Set.of(ports);
        return this;
    }

    ValidationRig port(int port) {
        this.port = port;
        return this;
    }

    ValidationRig timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    ValidationRig retrying() {
        firstPause = Duration.ofMillis(5);
        return this;
    }

    ValidationRig turns(Turns turns) {
        this.turns = turns;
        return this;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    ControlValidator validator() {
        NameServers nameServers = new NameServers(dnsServers, dnsPatience);
        addresses = new HostAddresses(nameServers);
        TargetRules rules = new TargetRules(Optional.empty(), denied, ownPorts);
        connector = new TargetConnector(addresses, rules, turns, connectPatience);
        UnverifiedTls tls = new UnverifiedTls(new SecureRandom());
        return validator(
                new Http01(connector, tls, port, redirectPorts),
                new Dns01(nameServers),
                new TlsAlpn01(connector, tls, port));
    }

    ControlValidator validator(Prover... provers) {
        return new ControlValidator(
                List.of(provers), turns, timeout, firstPause, new ValidationOutcomes(meters), clock);
    }

    static ControlCheck check(ControlMethod method, Identifier identifier) {
        return new ControlCheck(
                identifier, false, method, TOKEN, KEY_AUTHORIZATION, TargetPolicy.OTHER_HOSTS_AND_LOOPBACK);
    }

    @Override
    public void close() {
        if (addresses != null) {
            addresses.stop();
        }
        if (connector != null) {
            connector.stop();
        }
    }
}
