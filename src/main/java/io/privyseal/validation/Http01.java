package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Control of a host by what it serves under a well-known path (RFC 8555 §8.3, RFC 8738 §4). */
@Singleton
class Http01 implements Prover {
    private static final int MOST_REDIRECTS = 10;

    private final TargetConnector connector;
    private final UnverifiedTls tls;
    private final int port;
    private final Set<Integer> redirectPorts;

    @Inject
    Http01(TargetConnector connector, UnverifiedTls tls, ChallengePortConfig ports) {
        this(connector, tls, ports.http01Port(), Set.of(80, 443));
    }

    /** @param redirectPorts where redirects may lead beside the port of the first request */
    Http01(TargetConnector connector, UnverifiedTls tls, int port, Set<Integer> redirectPorts) {
        this.connector = connector;
        this.tls = tls;
        this.port = port;
        this.redirectPorts = Set.copyOf(redirectPorts);
    }

    @Override
    public ControlMethod method() {
        return ControlMethod.HTTP_01;
    }

    @Override
    public Optional<InetAddress> prove(ControlCheck check, Deadline deadline) {
        HttpTarget target = HttpTarget.challenge(check.identifier(), port, check.token());
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            try (Connection connection = connector.connect(target.host(), target.port(), check.targets(), deadline)) {
                HttpAnswer answer = get(target, connection);
                if (!answer.isRedirect()) {
                    requireProof(answer, check, target);
                    return Optional.of(connection.address());
                }
                target = target.redirected(answer.location().orElseThrow(Http01::nowhere));
                requirePort(target);
            }
        }
        throw NotProvenException.yet(Fault.INCORRECT_RESPONSE, "There are more than " + MOST_REDIRECTS + " redirects.");
    }

    private HttpAnswer get(HttpTarget target, Connection connection) {
        try {
            Socket socket = target.tls() ? tls.handshake(connection, target.serverName()) : connection.socket();
            OutputStream out = socket.getOutputStream();
            out.write(request(target).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new HttpReader(socket.getInputStream()).read();
        } catch (ProtocolException _) {
            throw NotProvenException.yet(
                    Fault.INCORRECT_RESPONSE, "What " + target.authority() + " answers is not HTTP, or is too large.");
        } catch (IOException _) {
            throw connection.broken();
        }
    }

    private static String request(HttpTarget target) {
        return "GET " + target.path() + " HTTP/1.1\r\n"
                + "Host: " + target.authority() + "\r\n"
                + "User-Agent: Privyseal\r\n"
                + "Accept: */*\r\n"
                + "Connection: close\r\n\r\n";
    }

    /** Nothing of the body is quoted: it may be a private host's, shown to somebody who could not read it himself. */
    private static void requireProof(HttpAnswer answer, ControlCheck check, HttpTarget target) {
        if (answer.status() != 200) {
            throw NotProvenException.yet(
                    Fault.UNAUTHORIZED,
                    "The answer of " + target.authority() + " has the status code " + answer.status() + ".");
        }
        // RFC 8555 §8.3: trailing white space is to be ignored.
        String body = new String(answer.body(), StandardCharsets.UTF_8).stripTrailing();
        if (!body.equals(check.keyAuthorization())) {
            throw NotProvenException.yet(
                    Fault.INCORRECT_RESPONSE,
                    "The answer of " + target.authority() + " differs from the key authorization.");
        }
    }

    private static NotProvenException nowhere() {
        return NotProvenException.yet(Fault.INCORRECT_RESPONSE, "A redirect does not say where to.");
    }

    private void requirePort(HttpTarget target) {
        if (target.port() != port && !redirectPorts.contains(target.port())) {
            throw NotProvenException.ever(
                    Fault.FORBIDDEN_TARGET, "A redirect leads to port " + target.port() + ", where none may lead.");
        }
    }
}
