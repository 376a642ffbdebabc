package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Asks the DNS servers that are configured, or the system's. Nothing is remembered from one look-up to the next. */
@Singleton
class NameServers {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int TRIES = 2;
    private static final int LONGEST_CHAIN = 10;

    private final List<InetSocketAddress> configured;
    private final Duration patience;

    @Inject
    NameServers(DnsConfig config) {
        this(DnsServers.parse(config.servers().orElse(List.of())), PATIENCE);
    }

    /** @param patience how long to wait for one server before the next is asked */
    NameServers(List<InetSocketAddress> configured, Duration patience) {
        this.configured = List.copyOf(configured);
        this.patience = patience;
    }

    /** Whether somebody chose the servers; the system has more than DNS to look names up. */
    boolean areConfigured() {
        return !configured.isEmpty();
    }

    /**
     * The records of a name, CNAMEs followed; empty where the name exists without such records.
     *
     * @throws NotProvenException when there is no such name, or no server answers in time
     */
    List<Record> lookup(Name name, int type, Deadline deadline) {
        LookupSession session = LookupSession.builder()
                .resolver(resolver(deadline))
                .maxRedirects(LONGEST_CHAIN)
                // The sockets block, so all of it happens in the caller's thread.
                .executor(Runnable::run)
                .build();
        try {
            LookupResult result =
                    session.lookupAsync(name, type).toCompletableFuture().join();
            return result.getRecords().stream()
                    .filter(record -> record.getType() == type)
                    .toList();
        } catch (CompletionException e) {
            return withoutRecords(name, e.getCause());
        }
    }

    private static List<Record> withoutRecords(Name name, @Nullable Throwable cause) {
        if (Thread.currentThread().isInterrupted()) {
            throw Interruption.stopped();
        }
        return switch (cause) {
            case NoSuchRRSetException _ -> List.of();
            case NoSuchDomainException _ ->
                throw NotProvenException.yet(Fault.DNS, "DNS knows no name " + name.toString(true) + ".");
            case null, default ->
                throw NotProvenException.yet(
                        Fault.DNS, "The DNS servers gave no usable answer for " + name.toString(true) + ".");
        };
    }

    private Resolver resolver(Deadline deadline) {
        DnsSockets sockets = new DnsSockets(deadline);
        List<Resolver> servers = servers().stream()
                .map(server -> (Resolver) new Server(server, sockets, patience))
                .toList();
        ExtendedResolver resolver = new ExtendedResolver(servers);
        resolver.setRetries(TRIES);
        resolver.setTimeout(deadline.remaining());
        return resolver;
    }

    private List<InetSocketAddress> servers() {
        if (areConfigured()) {
            return configured;
        }
        // The system's may change while we run, with the network that this host is in.
        ResolvConfResolverConfigProvider system = new ResolvConfResolverConfigProvider();
        system.initialize();
        return system.servers().isEmpty() ? ResolverConfig.getCurrentConfig().servers() : system.servers();
    }

    /** One server. That it fails to answer is an error here, so that the next one is asked. */
    private static final class Server extends SimpleResolver {
        Server(InetSocketAddress address, DnsSockets sockets, Duration patience) {
            super(address);
            setIoClientFactory(sockets);
            setTimeout(patience);
        }

        @Override
        public CompletionStage<Message> sendAsync(Message query, Executor executor) {
            return super.sendAsync(query, executor).thenCompose(answer -> switch (answer.getRcode()) {
                case Rcode.NOERROR, Rcode.NXDOMAIN -> CompletableFuture.completedFuture(answer);
                default ->
                    CompletableFuture.failedFuture(
                            new IllegalStateException("server failure: " + Rcode.string(answer.getRcode())));
            });
        }
    }
}
