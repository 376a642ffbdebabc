package io.privyseal.est;

import io.privyseal.platform.EndlessBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedData;
import org.jspecify.annotations.Nullable;

/** An EST client of one request per TLS connection, which sees every octet of the answer. */
final class EstCaller {
    private static final int PATIENCE = 30_000;

    private final int port;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable KeyPair key;
    private X509Certificate @Nullable [] chain;
    private String protocol = "TLSv1.3";
    private String version = "HTTP/1.1";
    private boolean chunked;

    EstCaller(int port) {
        this.port = port;
    }

    /** An answer as it came. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Collection<X509CertificateHolder> certificates() {
            return certificates(text());
        }

        static Collection<X509CertificateHolder> certificates(String base64) {
            try {
                return new CMSSignedData(Base64.getMimeDecoder().decode(base64))
                        .getCertificates()
                        .getMatches(null);
            } catch (org.bouncycastle.cms.CMSException e) {
                throw new AssertionError(base64, e);
            }
        }

        /** The one certificate in it. */
        X509Certificate issued() {
            Collection<X509CertificateHolder> all = certificates();
            if (status != 200 || all.size() != 1) {
                throw new AssertionError(status + " " + text());
            }
            return x509(all.iterator().next());
        }

        static X509Certificate x509(X509CertificateHolder holder) {
            try {
                return new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter().getCertificate(holder);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    EstCaller with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    EstCaller login(String user, String password) {
        return with(
                "Authorization",
                "Basic "
                        + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    EstCaller showing(KeyPair ofLeaf, X509Certificate... certificates) {
        key = ofLeaf;
        chain = certificates;
        return this;
    }

    EstCaller tls12() {
        protocol = "TLSv1.2";
        return this;
    }

    EstCaller http10() {
        version = "HTTP/1.0";
        return this;
    }

    EstCaller chunked() {
        chunked = true;
        return this;
    }

    Answer get(String path) throws IOException {
        return call("GET", path, _ -> null);
    }

    Answer post(String path, byte[] body) throws IOException {
        return call("POST", path, _ -> body);
    }

    /** A CSR in base64 of one line. */
    Answer enroll(String path, byte[] csr) throws IOException {
        with("Content-Type", "application/pkcs10");
        return post(path, Base64.getEncoder().encode(csr));
    }

    /** A CSR that depends on the connection's tls-exporter. */
    Answer enrollBound(String path, Function<String, byte[]> csr) throws IOException {
        with("Content-Type", "application/pkcs10");
        return call("POST", path, session -> Base64.getEncoder().encode(csr.apply(exporter(session))));
    }

    private static String exporter(ExtendedSSLSession session) {
        try {
            return Base64.getEncoder()
                    .encodeToString(session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer call(String method, String path, Function<ExtendedSSLSession, byte @Nullable []> body) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context().getSocketFactory().createSocket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            byte[] content = body.apply((ExtendedSSLSession) socket.getSession());
            socket.getOutputStream().write(request(method, path, content));
            socket.getOutputStream().flush();
            return answer(socket.getInputStream(), method);
        }
    }

    /** The status of the answer to a body that does not end. */
    int statusOfEndlessBody(String path, long atMost) throws IOException {
        Socket socket = context().getSocketFactory().createSocket(InetAddress.ofLiteral("127.0.0.1"), port);
        StringBuilder more = new StringBuilder();
        headers.forEach((name, value) -> more.append(name + ": " + value + "\r\n"));
        try (EndlessBody body = new EndlessBody(socket, path, "application/pkcs10", more.toString())) {
            return body.statusAfterAtMost(atMost);
        }
    }

    private byte[] request(String method, String path, byte @Nullable [] content) {
        StringBuilder head = new StringBuilder(method + " " + path + " " + version + "\r\nHost: localhost\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        if (content == null) {
            whole.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        } else if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n\r\n");
            whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            whole.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            whole.writeBytes(content);
            whole.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            head.append("Content-Length: " + content.length + "\r\n\r\n");
            whole.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            whole.writeBytes(content);
        }
        return whole.toByteArray();
    }

    private static Answer answer(InputStream in, String method) throws IOException {
        String[] status = line(in).split(" ", 3);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = method.equals("HEAD") ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(Integer.parseInt(status[1]), headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection ended after: " + line);
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (key != null) {
                store.setKeyEntry("client", key.getPrivate(), new char[0], chain);
            }
            keys.init(store, new char[0]);
            context.init(keys.getKeyManagers(), new TrustManager[] {new Anything()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As a device before its first cacerts. */
    private static final class Anything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
