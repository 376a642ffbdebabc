package io.privyseal.azure;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.jspecify.annotations.Nullable;

/** The client secret of an application that is registered at Entra. */
public record ApplicationSecret(String value) {
    private static final int LONGEST = 40;

    public ApplicationSecret {
        if (value.isEmpty() || value.length() > LONGEST || !value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of 'applicationSecret' must have 1 to " + LONGEST + " visible ASCII characters.");
        }
    }

    /** Reads what a caller sent. */
    public static ApplicationSecret require(@Nullable String text) {
        if (text == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'applicationSecret' must not be null.");
        }
        return new ApplicationSecret(text);
    }

    /** Without the secret, so that it gets into no log. */
    @Override
    public String toString() {
        return "ApplicationSecret[hidden]";
    }
}
