package io.privyseal.authority.lint;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** No extension stands twice. */
final class ExtensionsDistinct implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Set<ASN1ObjectIdentifier> seen = new HashSet<>();
        for (Extension extension : subject.extensions()) {
            if (!seen.add(extension.getExtnId())) {
                return Optional.of("The extension " + extension.getExtnId().getId() + " stands twice.");
            }
        }
        return Faults.none();
    }
}
