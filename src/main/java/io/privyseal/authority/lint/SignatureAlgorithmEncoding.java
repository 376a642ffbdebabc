package io.privyseal.authority.lint;

import io.privyseal.platform.key.SignatureScheme;
import java.util.Optional;

/** The signature algorithm is a known one without SHA-1, with the parameters that its RFC demands. */
final class SignatureAlgorithmEncoding implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.3, RFC 4055 §5, RFC 5758 §3.2, RFC 8410 §3, RFC 9881 §2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<SignatureScheme> scheme = SignatureScheme.of(subject.signature());
        if (scheme.isEmpty() || !scheme.get().isCollisionResistant()) {
            return Optional.of("The signature algorithm is unknown or uses SHA-1.");
        }
        return Faults.when(
                !scheme.get().hasRequiredParameters(subject.signature()),
                "The signature algorithm's parameters are not those of its scheme.");
    }
}
