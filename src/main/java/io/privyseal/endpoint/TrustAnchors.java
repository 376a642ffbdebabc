package io.privyseal.endpoint;

import io.privyseal.platform.RefusedException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates of outside CAs, such as a manufacturer's, whose clients may enroll at an endpoint for the first time. */
final class TrustAnchors {
    private static final int MOST = 32;

    private TrustAnchors() {}

    /** @throws RefusedException that names the field, for too many and for certificates of no CA */
    static List<X509Certificate> require(String field, List<X509Certificate> anchors) {
        if (anchors.size() > MOST) {
            throw Settings.invalid(field, "must have at most " + MOST + " entries");
        }
        // Version 1 cannot say whether it is a CA's: RFC 5280 §6.1.4 (k) leaves that to whoever trusts it.
        if (anchors.stream().anyMatch(anchor -> anchor.getVersion() == 3 && anchor.getBasicConstraints() < 0)) {
            throw Settings.invalid(field, "must hold certificates of CAs");
        }
        return anchors.stream().distinct().toList();
    }

    static List<String> write(List<X509Certificate> anchors) {
        return anchors.stream().map(TrustAnchors::write).toList();
    }

    private static String write(X509Certificate anchor) {
        try {
            return Base64.getEncoder().encodeToString(anchor.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }

    static List<X509Certificate> read(List<String> stored) {
        return stored.stream().map(TrustAnchors::read).toList();
    }

    private static X509Certificate read(String stored) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(stored)));
        } catch (CertificateException e) {
            throw new IllegalStateException("A stored trust anchor cannot be read", e);
        }
    }
}
