package io.privyseal.authority.lint;

import io.privyseal.platform.key.SignatureVerifier;
import java.util.Optional;

/** The signature verifies with the issuer's key. */
final class SignatureVerifies implements Lint<SignedSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.1.3, §6.1.3 (a) (1)";
    }

    @Override
    public Optional<String> fault(SignedSubject subject) {
        SignatureVerifier.Verdict verdict = SignatureVerifier.verify(
                subject.issuerKey(), subject.outerAlgorithm(), subject.recordedTbs(), subject.signature());
        return Faults.when(
                verdict != SignatureVerifier.Verdict.VALID, "The signature does not verify with the issuer's key.");
    }
}
