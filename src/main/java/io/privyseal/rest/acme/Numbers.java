package io.privyseal.rest.acme;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.jspecify.annotations.Nullable;

/** Whole numbers in query parameters, which are text so that a wrong one is answered in the contract's form. */
final class Numbers {
    private Numbers() {}

    static @Nullable Integer optional(String parameter, @Nullable String text, int least, int most) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw new RefusedException(Refusal.INVALID_FIELD, "Value of '" + parameter + "' is invalid.");
    }
}
