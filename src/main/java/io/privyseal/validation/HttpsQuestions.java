package io.privyseal.validation;

import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks services that customers name, by HTTPS: only at addresses that checks may connect to, and only when their certificate
 * is good. Redirects are not followed. Waits; hold no transaction.
 */
@Singleton
public class HttpsQuestions {
    private static final Logger LOG = Logger.getLogger(HttpsQuestions.class);
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final int HTTPS_PORT = 443;

    private final TargetConnector connector;
    private final SecureRandom random;

    HttpsQuestions(TargetConnector connector, SecureRandom random) {
        this.connector = connector;
        this.random = random;
    }

    /**
     * Sends a question.
     *
     * @param fields header fields beside the usual ones
     * @param anchors CAs whose certificates are good beside those that the platform trusts
     * @return the body of an answer with status 200, at most 8 KiB; empty for any other end
     */
    public Optional<byte[]> post(
            URI url,
            Map<String, String> fields,
            byte[] body,
            List<X509Certificate> anchors,
            TargetPolicy policy,
            Duration patience) {
        Deadline deadline = Deadline.in(patience);
        String host = url.getHost();
        int port = url.getPort() < 0 ? HTTPS_PORT : url.getPort();
        try (Connection connection = connector.connect(identifier(host), port, policy, deadline)) {
            SSLSocket tls = handshake(connection, host, port, anchors);
            OutputStream out = tls.getOutputStream();
            out.write(head(url, host, port, fields, body.length).getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            HttpAnswer answer = new HttpReader(tls.getInputStream()).read();
            return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (NotProvenException | RefusedException | IOException | GeneralSecurityException e) {
            LOG.infof("No answer from %s: %s", host, e.getMessage());
            return Optional.empty();
        }
    }

    private SSLSocket handshake(Connection connection, String host, int port, List<X509Certificate> anchors)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusting(anchors), random);
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(connection.socket(), host, port, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        // RFC 9110 §4.3.4: the certificate must be for this very host.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        connection.layer(tls);
        tls.startHandshake();
        return tls;
    }

    private static TrustManager[] trusting(List<X509Certificate> anchors) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager platform) {
                for (X509Certificate anchor : platform.getAcceptedIssuers()) {
                    trusted.setCertificateEntry("p" + trusted.size(), anchor);
                }
            }
        }
        for (X509Certificate anchor : anchors) {
            trusted.setCertificateEntry("a" + trusted.size(), anchor);
        }
        return factory(trusted).getTrustManagers();
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static String head(URI url, String host, int port, Map<String, String> fields, int length) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder()
                .append("POST ")
                .append(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(port == HTTPS_PORT ? host : host + ":" + port)
                .append("\r\nUser-Agent: Privyseal\r\nConnection: close\r\nContent-Length: ")
                .append(length)
                .append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString();
    }

    private static Identifier identifier(String host) {
        if (host.startsWith("[")) {
            return Identifier.ip(host.substring(1, host.length() - 1));
        }
        return host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))
                ? Identifier.ip(host)
                : Identifier.dns(host);
    }
}
