package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Looks up the addresses of hosts: by the configured DNS servers, or else as the system does, hosts file included. */
@Singleton
class HostAddresses {
    private static final int SYSTEM_LOOKUPS = 16;
    private static final String LOCALHOST = "localhost";

    private final NameServers nameServers;
    private final ThreadPoolExecutor systemLookups;

    HostAddresses(NameServers nameServers) {
        this.nameServers = nameServers;
        // The system's look-up cannot be told when to stop. It goes on in one of a few threads, and nobody waits for
        // it.
        systemLookups = new ThreadPoolExecutor(
                SYSTEM_LOOKUPS,
                SYSTEM_LOOKUPS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("host-lookup-", 0).factory());
        systemLookups.allowCoreThreadTimeOut(true);
    }

    @PreDestroy
    void stop() {
        systemLookups.shutdownNow();
    }

    /**
     * The addresses in the order in which to try them: the kinds take turns, IPv6 first (RFC 8305 §4).
     *
     * @throws NotProvenException when there are none
     */
    List<InetAddress> lookup(Identifier host, Deadline deadline) {
        return switch (host) {
            case Identifier.Ip ip -> List.of(InetAddress.ofLiteral(ip.value()));
            case Identifier.Dns dns -> ordered(lookup(dns, deadline));
        };
    }

    private List<InetAddress> lookup(Identifier.Dns host, Deadline deadline) {
        // RFC 6761 §6.3: these never leave this host, whatever DNS says.
        if (host.value().equals(LOCALHOST) || host.value().endsWith("." + LOCALHOST)) {
            return List.of(InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1"));
        }
        List<InetAddress> found = nameServers.areConfigured() ? byDns(host, deadline) : bySystem(host, deadline);
        if (found.isEmpty()) {
            throw noAddress(host);
        }
        return found;
    }

    private List<InetAddress> byDns(Identifier.Dns host, Deadline deadline) {
        Name name = absolute(host);
        List<InetAddress> found = new ArrayList<>();
        try {
            nameServers.lookup(name, Type.AAAA, deadline).forEach(record -> found.add(address(record)));
        } catch (NotProvenException e) {
            if (e.isLasting()) {
                throw e;
            }
            // Servers that stumble over AAAA are common (RFC 4074); what counts is whether there is an address.
        }
        try {
            nameServers.lookup(name, Type.A, deadline).forEach(record -> found.add(address(record)));
        } catch (NotProvenException e) {
            if (found.isEmpty()) {
                throw e;
            }
        }
        return found;
    }

    private List<InetAddress> bySystem(Identifier.Dns host, Deadline deadline) {
        Future<InetAddress[]> lookup = systemLookups.submit(() -> InetAddress.getAllByName(host.value()));
        try {
            return List.of(lookup.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException) {
                throw noAddress(host);
            }
            throw new IllegalStateException("Cannot look up " + host, e.getCause());
        } catch (TimeoutException _) {
            throw NotProvenException.yet(Fault.DNS, "Looking up " + host.value() + " took too long.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Interruption.stopped();
        } finally {
            lookup.cancel(true);
        }
    }

    private static InetAddress address(Record record) {
        return switch (record) {
            case ARecord a -> a.getAddress();
            case AAAARecord aaaa -> aaaa.getAddress();
            default -> throw new IllegalStateException("not an address record");
        };
    }

    private static List<InetAddress> ordered(List<InetAddress> found) {
        Set<InetAddress> v6 = new LinkedHashSet<>();
        Set<InetAddress> v4 = new LinkedHashSet<>();
        found.forEach(address -> (address instanceof Inet6Address ? v6 : v4).add(address));
        List<InetAddress> ordered = new ArrayList<>();
        var sixes = v6.iterator();
        var fours = v4.iterator();
        while (sixes.hasNext() || fours.hasNext()) {
            if (sixes.hasNext()) {
                ordered.add(sixes.next());
            }
            if (fours.hasNext()) {
                ordered.add(fours.next());
            }
        }
        return ordered;
    }

    private static Name absolute(Identifier.Dns host) {
        try {
            return Name.fromString(host.value(), Name.root);
        } catch (TextParseException e) {
            throw new IllegalStateException("not a name for DNS: " + host, e);
        }
    }

    private static NotProvenException noAddress(Identifier host) {
        return NotProvenException.yet(Fault.DNS, "The host " + host.value() + " has no address.");
    }
}
