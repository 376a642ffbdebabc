package io.privyseal.authority.lint;

import io.privyseal.authority.SecurityIdentifier;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** The security identifier in Microsoft's extension is the planned one, and there is none unless planned. */
final class SecurityIdentifierMatchesPlan implements Lint<LintSubject> {
    @Override
    public String source() {
        return "Plan conformance; RFC 5280 §4.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<Extension> extension = subject.extension(SecurityIdentifier.EXTENSION);
        Optional<SecurityIdentifier> found = extension.map(
                some -> SecurityIdentifier.ofExtension(some.getParsedValue().toASN1Primitive()));
        return Faults.when(
                !found.equals(Optional.ofNullable(subject.plan().securityIdentifier()))
                        || extension.filter(Extension::isCritical).isPresent(),
                "The security identifier is not the planned one.");
    }
}
