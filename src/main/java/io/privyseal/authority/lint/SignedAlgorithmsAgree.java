package io.privyseal.authority.lint;

import java.util.Optional;

/** The algorithm outside is the one that was signed, byte for byte. */
final class SignedAlgorithmsAgree implements Lint<SignedSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.1.2, §4.1.2.3";
    }

    @Override
    public Optional<String> fault(SignedSubject subject) {
        return Faults.when(
                !Der.equal(subject.innerAlgorithm(), subject.outerAlgorithm()),
                "The two algorithm identifiers differ.");
    }
}
