package io.privyseal.conformance.measure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/** Devices with P-256 keys at the starter endpoint of EST (RFC 7030 §4.2), by the password of its account. */
final class EstDevices implements Devices {
    private static final String PATH = "/simpleenroll";

    private final FirstRun.Door door;
    private final KeyPairGenerator generator;
    private final CertificateFactory certificates;
    private int made;

    EstDevices(FirstRun server) throws GeneralSecurityException {
        this.door = server.est();
        this.generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.certificates = CertificateFactory.getInstance("X.509");
    }

    @Override
    public URI server() {
        return door.address();
    }

    @Override
    public List<Device> next(int count) throws IOException {
        List<Device> devices = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = "device-" + made++;
            KeyPair keys = generator.generateKeyPair();
            byte[] csr = AcmeClient.csr(keys, new X500Name("CN=" + name), List.of(name + ".measure.test"));
            devices.add(new Enrolling(name, keys.getPublic(), request(csr)));
        }
        return devices;
    }

    private byte[] request(byte[] csr) {
        String body = Base64.getEncoder().encodeToString(csr);
        String credentials = Base64.getEncoder()
                .encodeToString((door.user() + ':' + door.secret()).getBytes(StandardCharsets.UTF_8));
        return ("POST " + door.address().getRawPath() + PATH + " HTTP/1.1\r\nHost: "
                        + door.address().getAuthority() + "\r\nAuthorization: Basic " + credentials
                        + "\r\nContent-Type: application/pkcs10\r\nContent-Transfer-Encoding: base64"
                        + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private final class Enrolling implements Device {
        private final String name;
        private final PublicKey publicKey;
        private final byte[] request;

        private Enrolling(String name, PublicKey publicKey, byte[] request) {
            this.name = name;
            this.publicKey = publicKey;
            this.request = request;
        }

        @Override
        public byte[] request() {
            return request;
        }

        @Override
        public void require(HttpConnection.Answer answer) throws GeneralSecurityException {
            if (answer.status() != 200) {
                throw new IllegalStateException(name + " was answered " + answer.status() + ": " + answer.text());
            }
            var granted = certificates.generateCertificates(
                    new ByteArrayInputStream(Base64.getMimeDecoder().decode(answer.body())));
            Granted.require((X509Certificate) granted.iterator().next(), name, publicKey);
        }
    }
}
