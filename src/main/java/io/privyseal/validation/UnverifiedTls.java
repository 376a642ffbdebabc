package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS to hosts whose certificates nobody vouches for: they are about to get their first one. RFC 8555 §8.3 and RFC 8737 §3
 * say what is checked instead.
 */
@Singleton
class UnverifiedTls {
    // RFC 8737 §4: version 1.2 or higher.
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: ([a-z_]{1,40})");

    private final SecureRandom random;

    UnverifiedTls(SecureRandom random) {
        this.random = random;
    }

    /**
     * Shakes hands over a connection, which closes the TLS socket too.
     *
     * @param serverName the server name indication; empty for none
     * @param protocols the application protocols to offer (RFC 7301); none for no such extension
     * @throws NotProvenException when the handshake fails
     */
    SSLSocket handshake(Connection connection, String serverName, String... protocols) {
        try {
            SSLSocket tls = over(connection.socket());
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setProtocols(VERSIONS);
            parameters.setServerNames(names(serverName));
            parameters.setApplicationProtocols(protocols);
            tls.setSSLParameters(parameters);
            connection.layer(tls);
            tls.startHandshake();
            return tls;
        } catch (SSLException e) {
            throw Thread.currentThread().isInterrupted() || connection.isCut() ? connection.broken() : failed(e);
        } catch (IOException _) {
            throw connection.broken();
        }
    }

    private SSLSocket over(Socket socket) throws IOException {
        try {
            // A context of its own, so that no session is resumed: the certificate must be shown each time.
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyServer()}, random);
            return (SSLSocket) context.getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The platform has no TLS", e);
        }
    }

    private static List<SNIServerName> names(String serverName) {
        return serverName.isEmpty() ? List.of() : List.of(new SNIHostName(serverName));
    }

    /** Of the platform's words only the alert is quoted: the rest may repeat what the server sent. */
    private static NotProvenException failed(SSLException e) {
        Matcher alert = ALERT.matcher(String.valueOf(e.getMessage()));
        return NotProvenException.yet(
                Fault.TLS,
                alert.find()
                        ? "The server ended the TLS handshake with the alert " + alert.group(1) + "."
                        : "The TLS handshake failed.");
    }

    private static final class AnyServer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
