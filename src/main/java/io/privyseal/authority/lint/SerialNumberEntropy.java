package io.privyseal.authority.lint;

import java.util.Optional;

/** Serial numbers hold 64 bits or more from a random source, so none is short but by a chance of 2^-32. */
final class SerialNumberEntropy implements Lint<LintSubject> {
    @Override
    public String source() {
        return "CA/B BR §7.1.2.7";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        return Faults.when(
                subject.serialNumber().getValue().bitLength() < SHORTEST,
                "The serial number is too short to hold 64 random bits.");
    }

    private static final int SHORTEST = 64 - 32;
}
