package io.privyseal.authority.lint;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;

/** The Java platform, a reader unlike the one that wrote it, reads the certificate and gives back the same bytes. */
final class PlatformReads implements Lint<SignedSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1";
    }

    @Override
    public Optional<String> fault(SignedSubject subject) {
        try {
            Certificate certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(subject.der()));
            return Faults.when(
                    !Arrays.equals(certificate.getEncoded(), subject.der()), "The platform reads another certificate.");
        } catch (CertificateException unreadable) {
            return Optional.of("The platform cannot read the certificate.");
        }
    }
}
