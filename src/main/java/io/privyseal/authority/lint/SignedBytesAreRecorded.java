package io.privyseal.authority.lint;

import java.util.Arrays;
import java.util.Optional;

/** What was signed is what was recorded before the key was used. */
final class SignedBytesAreRecorded implements Lint<SignedSubject> {
    @Override
    public String source() {
        return "CA/B BR §5.4.1";
    }

    @Override
    public Optional<String> fault(SignedSubject subject) {
        return Faults.when(
                !Arrays.equals(subject.tbs(), subject.recordedTbs()), "The signed bytes are not the recorded ones.");
    }
}
