package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to targets. A host is looked up once; the addresses found are judged, and those very addresses are connected to,
 * so that DNS cannot say one thing to the judge and another to the socket.
 */
@Singleton
class TargetConnector {
    /** RFC 8305 §5 would try the next address sooner, but in parallel; a check is in no such hurry. */
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);

    private static final Duration EXCHANGE_PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_ADDRESSES = 4;

    private final HostAddresses addresses;
    private final TargetRules rules;
    private final Turns turns;
    private final Duration connectPatience;
    private final ScheduledThreadPoolExecutor cutter;

    @Inject
    TargetConnector(HostAddresses addresses, TargetRules rules, Turns turns) {
        this(addresses, rules, turns, CONNECT_PATIENCE);
    }

    TargetConnector(HostAddresses addresses, TargetRules rules, Turns turns, Duration connectPatience) {
        this.addresses = addresses;
        this.rules = rules;
        this.turns = turns;
        this.connectPatience = connectPatience;
        this.cutter = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("validation-deadline").factory());
        cutter.setRemoveOnCancelPolicy(true);
    }

    @PreDestroy
    void stop() {
        cutter.shutdownNow();
    }

    /**
     * Connects to the first address that answers; a few are tried.
     *
     * @throws NotProvenException when none does, or none is allowed
     */
    Connection connect(Identifier host, int port, TargetPolicy policy, Deadline deadline) {
        List<InetAddress> admitted = addresses.lookup(host, deadline).stream()
                .filter(address -> rules.admit(address, port, policy))
                .limit(MOST_ADDRESSES)
                .toList();
        if (admitted.isEmpty()) {
            throw NotProvenException.ever(
                    Fault.FORBIDDEN_TARGET,
                    "This server does not connect to port " + port + " of " + host.value() + ".");
        }
        @Nullable NotProvenException last = null;
        for (InetAddress address : admitted) {
            try {
                return connect(address, port, deadline);
            } catch (NotProvenException e) {
                if (e.isLasting()) {
                    throw e;
                }
                last = e;
            }
        }
        throw Objects.requireNonNull(last);
    }

    private Connection connect(InetAddress address, int port, Deadline deadline) {
        Turns.Turn turn = turns.ofTarget(address, deadline);
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(address, port),
                    deadline.orIn(connectPatience).socketTimeout());
            socket.setTcpNoDelay(true);
            Deadline end = deadline.orIn(EXCHANGE_PATIENCE);
            Future<?> cut = cutter.schedule(
                    () -> Connection.close(socket), end.remaining().toNanos(), TimeUnit.NANOSECONDS);
            return new Connection(socket, end, cut, turn);
        } catch (IOException e) {
            Connection.close(socket);
            turn.close();
            throw unconnected(address, port, e);
        } catch (RuntimeException e) {
            // The server stops, and nothing would cut the connection.
            Connection.close(socket);
            turn.close();
            throw e;
        }
    }

    private static NotProvenException unconnected(InetAddress address, int port, IOException e) {
        if (Thread.currentThread().isInterrupted()) {
            return Interruption.stopped();
        }
        String where = address.getHostAddress() + " port " + port;
        return NotProvenException.yet(
                Fault.CONNECTION,
                e instanceof SocketTimeoutException
                        ? "No connection to " + where + " came about in time."
                        : "There is nothing to connect to at " + where + ".");
    }
}
