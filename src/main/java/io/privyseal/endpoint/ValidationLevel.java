package io.privyseal.endpoint;

import java.util.Arrays;
import java.util.Optional;

/** The contract's {@code certValidationType}: kept with an account, and without meaning for a private CA. */
public enum ValidationLevel {
    DV,
    OV,
    EV;

    /** The level under its wire name, in any case. */
    public static Optional<ValidationLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
