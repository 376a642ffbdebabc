package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.jspecify.annotations.Nullable;

/** The authority key identifier repeats the issuer's subject key identifier and is not critical; a root may leave it out. */
final class AuthorityKeyIdentifierMatches implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(Extension.authorityKeyIdentifier);
        if (extension.isEmpty()) {
            return Faults.when(subject.plan().purpose() != Purpose.ROOT, "The authority key identifier is missing.");
        }
        if (extension.get().isCritical()) {
            return Optional.of("The authority key identifier is critical.");
        }
        byte[] identifier = AuthorityKeyIdentifier.getInstance(extension.get().getParsedValue())
                .getKeyIdentifierOctets();
        return Faults.when(
                identifier == null || !Arrays.equals(identifier, expected(subject)),
                "The authority key identifier differs from the issuer's subject key identifier.");
    }

    private static byte @Nullable [] expected(LintSubject subject) {
        Optional<Extension> identifier = subject.issuerCertificate().isPresent()
                ? subject.issuerCertificate().map(issuer -> issuer.getExtension(Extension.subjectKeyIdentifier))
                : subject.extension(Extension.subjectKeyIdentifier);
        return identifier
                .map(extension -> SubjectKeyIdentifier.getInstance(extension.getParsedValue())
                        .getKeyIdentifier())
                .orElse(null);
    }
}
