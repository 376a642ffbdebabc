package io.privyseal.authority.lint;

import java.math.BigInteger;
import java.util.Optional;

/** Serial numbers are positive and at most 20 octets long. */
final class SerialNumberShape implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.1.2.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        BigInteger serial = subject.serialNumber().getValue();
        return Faults.when(
                serial.signum() <= 0 || serial.bitLength() > LONGEST,
                "The serial number is not positive, or longer than 20 octets.");
    }

    // 20 octets, less the sign bit that DER's integers need.
    private static final int LONGEST = 20 * 8 - 1;
}
