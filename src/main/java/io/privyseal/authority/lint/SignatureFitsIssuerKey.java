package io.privyseal.authority.lint;

import io.privyseal.platform.key.KeyType;
import io.privyseal.platform.key.SignatureScheme;
import java.util.Optional;

/** The signature algorithm is one that the issuer's key can make. */
final class SignatureFitsIssuerKey implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.1.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<KeyType> key = KeyType.of(subject.signingKey());
        Optional<SignatureScheme> scheme = SignatureScheme.of(subject.signature());
        return Faults.when(
                key.isEmpty() || scheme.isEmpty() || !scheme.get().fits(key.get()),
                "The signature algorithm does not fit the issuer's key.");
    }
}
