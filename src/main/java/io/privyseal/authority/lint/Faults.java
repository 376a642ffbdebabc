package io.privyseal.authority.lint;

import java.util.Optional;

/** The two answers of a lint. */
final class Faults {
    private Faults() {}

    static Optional<String> none() {
        return Optional.empty();
    }

    static Optional<String> when(boolean broken, String fault) {
        return broken ? Optional.of(fault) : Optional.empty();
    }
}
