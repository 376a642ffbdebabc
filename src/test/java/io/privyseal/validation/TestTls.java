package io.privyseal.validation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A TLS server's identity, and what clients asked it for. */
final class TestTls {
    /** What a certificate for tls-alpn-01 has in it. */
    record Content(List<GeneralName> names, @Nullable ASN1Encodable acmeIdentifier, boolean critical) {
        static Content of(String dnsName, byte[] digest) {
            return new Content(
                    List.of(new GeneralName(GeneralName.dNSName, dnsName)), new DEROctetString(digest), true);
        }

        Content withNames(GeneralName... others) {
            return new Content(List.of(others), acmeIdentifier, critical);
        }

        Content withAcmeIdentifier(@Nullable ASN1Encodable other, boolean isCritical) {
            return new Content(names, other, isCritical);
        }
    }

    private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

    private final SSLContext context;
    private final List<String> protocols = new CopyOnWriteArrayList<>();
    private final List<String> serverNames = new CopyOnWriteArrayList<>();
    private final List<String> offered = new CopyOnWriteArrayList<>();

    private TestTls(SSLContext context) {
        this.context = context;
    }

    static TestTls selfSigned(String dnsName) {
        return of(new Content(List.of(new GeneralName(GeneralName.dNSName, dnsName)), null, false));
    }

    static TestTls of(Content content) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair key = generator.generateKeyPair();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("x", key.getPrivate(), new char[0], new Certificate[] {certificate(key, content)});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, new SecureRandom());
            return new TestTls(context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(KeyPair key, Content content) throws Exception {
        X500Name self = new X500Name("CN=test");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                self,
                BigInteger.TEN,
                Date.from(now),
                // Expired: nobody looks.
                Date.from(now.plusSeconds(60)),
                self,
                key.getPublic());
        if (!content.names().isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(content.names().toArray(GeneralName[]::new)));
        }
        if (content.acmeIdentifier() != null) {
            builder.addExtension(ACME_IDENTIFIER, content.critical(), content.acmeIdentifier());
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate())));
    }

    TestTls speaking(String... applicationProtocols) {
        protocols.addAll(Arrays.asList(applicationProtocols));
        return this;
    }

    /** What clients asked for by server name indication. */
    List<String> serverNames() {
        return serverNames;
    }

    /** What clients offered by ALPN. */
    List<String> offered() {
        return offered;
    }

    /** Shakes hands and lets the handler go on inside. */
    LoopbackServer.Handler server(LoopbackServer.Handler inside) {
        return raw -> {
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
            socket.setUseClientMode(false);
            SSLParameters parameters = socket.getSSLParameters();
            // Records during the handshake: the client may be gone right after it.
            parameters.setSNIMatchers(List.of(new SNIMatcher(StandardConstants.SNI_HOST_NAME) {
                @Override
                public boolean matches(SNIServerName name) {
                    serverNames.add(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                    return true;
                }
            }));
            socket.setSSLParameters(parameters);
            if (!protocols.isEmpty()) {
                socket.setHandshakeApplicationProtocolSelector((_, offer) -> {
                    offered.addAll(offer);
                    return offer.stream()
                            .filter(protocols::contains)
                            .findFirst()
                            .orElse(null);
                });
            }
            socket.startHandshake();
            inside.handle(new Socket() {
                @Override
                public InputStream getInputStream() throws IOException {
                    return socket.getInputStream();
                }

                @Override
                public OutputStream getOutputStream() throws IOException {
                    return socket.getOutputStream();
                }

                @Override
                public void shutdownOutput() throws IOException {
                    socket.shutdownOutput();
                }
            });
        };
    }
}
