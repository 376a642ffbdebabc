package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** The bytes are DER, inside the extensions too: decoded and encoded again, they are the same. */
final class EncodingIsDer implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1, X.690 §10, §11";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (!Der.isCanonical(subject.der())) {
            return Optional.of("The certificate is not encoded in DER.");
        }
        for (Extension extension : subject.extensions()) {
            if (!Der.isCanonical(extension.getExtnValue().getOctets())) {
                return Optional.of("The extension " + extension.getExtnId().getId() + " is not encoded in DER.");
            }
        }
        return Faults.none();
    }
}
