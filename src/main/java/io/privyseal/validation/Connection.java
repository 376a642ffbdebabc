package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Future;

/** A connection to a target, cut when its time is up, whatever its user is waiting for. */
final class Connection implements AutoCloseable {
    private final Socket socket;
    /** The socket, or what is layered over it. */
    private Socket top;

    private final Deadline deadline;
    private final Future<?> cut;
    private final Turns.Turn turn;

    Connection(Socket socket, Deadline deadline, Future<?> cut, Turns.Turn turn) {
        this.socket = socket;
        this.top = socket;
        this.deadline = deadline;
        this.cut = cut;
        this.turn = turn;
    }

    Socket socket() {
        return socket;
    }

    /** Layers TLS over the socket; closed before the socket is. */
    void layer(Socket tls) {
        top = tls;
    }

    InetAddress address() {
        return socket.getInetAddress();
    }

    boolean isCut() {
        return deadline.hasPassed();
    }

    /** What it means that reading or writing failed. */
    NotProvenException broken() {
        if (Thread.currentThread().isInterrupted()) {
            return Interruption.stopped();
        }
        String where = address().getHostAddress() + " port " + socket.getPort();
        return NotProvenException.yet(
                Fault.CONNECTION,
                isCut()
                        ? "There was no complete answer from " + where + " in time."
                        : "The connection to " + where + " broke.");
    }

    @Override
    public void close() {
        // Before the cut is called off: taking leave by TLS writes.
        close(top);
        cut.cancel(false);
        close(socket);
        turn.close();
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Nothing was to be sent any more.
        }
    }
}
