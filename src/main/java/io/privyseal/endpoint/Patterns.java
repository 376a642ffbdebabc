package io.privyseal.endpoint;

import java.util.Locale;

/** Patterns of {@code like ... escape '!'}, for columns in lower case. */
final class Patterns {
    private Patterns() {}

    static String containing(String text) {
        return '%'
                + text.toLowerCase(Locale.ROOT)
                        .replace("!", "!!")
                        .replace("%", "!%")
                        .replace("_", "!_")
                + '%';
    }
}
