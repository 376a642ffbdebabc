package io.privyseal.conformance.acme;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * Answers tls-alpn-01 (RFC 8737) with the one certificate that lies in a directory, {@code *.crt.pem} and
 * {@code *.key.pem}, for clients that leave this to another program.
 */
final class AlpnResponder implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final char[] PASSWORD = "in memory".toCharArray();

    private final Path certificates;
    private final ServerSocket listener;

    AlpnResponder(int port, Path certificates) throws IOException {
        this.certificates = Files.createDirectories(certificates);
        this.listener = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().name("tls-alpn-01").start(this::serve);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                connection.setSoTimeout(PATIENCE_MILLIS);
                handshake(connection);
            } catch (IOException | GeneralSecurityException _) {
                // The client sees that its challenge failed.
            }
        }
    }

    private void handshake(Socket connection) throws IOException, GeneralSecurityException {
        try (SSLSocket tls = (SSLSocket) context().getSocketFactory().createSocket(connection, null, true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"acme-tls/1"});
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            tls.getInputStream().readAllBytes();
        }
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        Path file = only(".crt.pem");
        Certificate certificate;
        try (var in = Files.newInputStream(file)) {
            certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setKeyEntry("challenge", key(only(".key.pem")), PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path only(String ending) throws IOException {
        try (Stream<Path> files = Files.list(certificates)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No *" + ending + " in " + certificates));
        }
    }

    private static PrivateKey key(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
            return switch (parser.readObject()) {
                case PrivateKeyInfo info -> converter.getPrivateKey(info);
                case PEMKeyPair pair -> converter.getPrivateKey(pair.getPrivateKeyInfo());
                case null, default -> throw new IOException("No private key in " + file);
            };
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
