package io.privyseal.acme;

import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.RateLimits;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/** How often accounts and addresses may ask. Each server counts for itself, so n servers give up to n times the limit. */
@Singleton
class RequestLimits {
    private static final int MOST_KEYS = 50_000;

    /** RFC 6177 §2: a site has at least a /64, so the addresses of one are one client. */
    private static final int IPV6_PREFIX_BYTES = 8;

    private final Buckets<Key> accounts = new Buckets<>(Duration.ofHours(1), MOST_KEYS);
    private final Buckets<Key> orders = new Buckets<>(Duration.ofHours(1), MOST_KEYS);
    private final Buckets<Key> ordersByAddress = new Buckets<>(Duration.ofMinutes(1), MOST_KEYS);
    private final Clock clock;

    RequestLimits(Clock clock) {
        this.clock = clock;
    }

    private record Key(EndpointId endpoint, String who) {}

    /**
     * Counts an account that is about to be made.
     *
     * @throws RateLimitedException when there were too many
     */
    void newAccount(EnrollmentEndpoint endpoint, ClientInfo client) {
        take(
                accounts,
                new Key(endpoint.id(), network(client.address())),
                endpoint.acme().limits().accountsPerAddressPerHour(),
                "Too many accounts have been made from this address lately.");
    }

    /**
     * Counts an order that is about to be made.
     *
     * @throws RateLimitedException when there were too many
     */
    void newOrder(EnrollmentEndpoint endpoint, Account account, ClientInfo client) {
        RateLimits limits = endpoint.acme().limits();
        take(
                ordersByAddress,
                new Key(endpoint.id(), network(client.address())),
                limits.ordersPerAddressPerMinute(),
                "Too many orders came from this address lately.");
        take(
                orders,
                new Key(endpoint.id(), account.name()),
                limits.ordersPerAccountPerHour(),
                "The account has ordered too often lately.");
    }

    private void take(Buckets<Key> buckets, Key key, int limit, String detail) {
        if (limit == 0) {
            return;
        }
        Duration wait = buckets.take(key, limit, clock.instant());
        if (wait.isPositive()) {
            throw new RateLimitedException(detail, wait);
        }
    }

    private static String network(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address);
        return parsed instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_PREFIX_BYTES))
                : address;
    }
}
