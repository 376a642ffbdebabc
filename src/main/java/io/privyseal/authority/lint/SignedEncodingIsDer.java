package io.privyseal.authority.lint;

import java.util.Optional;

/** The certificate is DER. */
final class SignedEncodingIsDer implements Lint<SignedSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1";
    }

    @Override
    public Optional<String> fault(SignedSubject subject) {
        return Faults.when(!Der.isCanonical(subject.der()), "The certificate is not encoded in DER.");
    }
}
