package io.privyseal.validation;

import io.privyseal.validation.ControlResult.Fault;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** Control of a host by the certificate that it shows to who asks for a protocol of its own (RFC 8737, RFC 8738 §5). */
@Singleton
class TlsAlpn01 implements Prover {
    private static final String PROTOCOL = "acme-tls/1";

    private final TargetConnector connector;
    private final UnverifiedTls tls;
    private final int port;

    @Inject
    TlsAlpn01(TargetConnector connector, UnverifiedTls tls, ChallengePortConfig ports) {
        this(connector, tls, ports.tlsAlpn01Port());
    }

    TlsAlpn01(TargetConnector connector, UnverifiedTls tls, int port) {
        this.connector = connector;
        this.tls = tls;
        this.port = port;
    }

    @Override
    public ControlMethod method() {
        return ControlMethod.TLS_ALPN_01;
    }

    @Override
    public Optional<InetAddress> prove(ControlCheck check, Deadline deadline) {
        byte[] certificate;
        InetAddress seenAt;
        try (Connection connection = connector.connect(check.identifier(), port, check.targets(), deadline)) {
            SSLSocket socket = tls.handshake(connection, serverName(check.identifier()), PROTOCOL);
            // RFC 8737 §3: unless this protocol is negotiated, another service answers, which may be somebody else's.
            if (!PROTOCOL.equals(socket.getApplicationProtocol())) {
                throw NotProvenException.yet(Fault.TLS, "The server does not speak the protocol " + PROTOCOL + ".");
            }
            certificate = socket.getSession().getPeerCertificates()[0].getEncoded();
            seenAt = connection.address();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException _) {
            throw NotProvenException.yet(Fault.TLS, "The server shows no certificate that can be read.");
        }
        ChallengeCertificate.requireProof(certificate, check);
        return Optional.of(seenAt);
    }

    private static String serverName(Identifier identifier) {
        return switch (identifier) {
            case Identifier.Dns dns -> dns.value();
            case Identifier.Ip ip -> ReverseName.of(ip.address());
        };
    }
}
