package io.privyseal.authority.lint;

import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;

/** Only extensions that every reader must know are critical. */
final class CriticalExtensionsKnown implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (Extension extension : subject.extensions()) {
            if (extension.isCritical() && !KNOWN.contains(extension.getExtnId())) {
                return Optional.of("The extension " + extension.getExtnId().getId()
                        + " is critical, but not all readers know it.");
            }
        }
        return Faults.none();
    }

    private static final Set<ASN1ObjectIdentifier> KNOWN = Set.of(
            Extension.keyUsage,
            Extension.basicConstraints,
            Extension.subjectAlternativeName,
            Extension.extendedKeyUsage,
            Extension.nameConstraints,
            Extension.certificatePolicies,
            Extension.policyConstraints,
            Extension.inhibitAnyPolicy);
}
