package io.privyseal.endpoint;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.regex.Pattern;

/** Checks that the settings of an endpoint have in common; each refuses by the name of the field at fault. */
final class Settings {
    /** What may stand in a path and in a list of names without any escaping. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private Settings() {}

    static String requireToken(String field, String value) {
        if (!isToken(value)) {
            throw invalid(
                    field,
                    "must have 1 to 64 letters, digits, dots, hyphens and underscores, and begin with a letter or digit");
        }
        return value;
    }

    static boolean isToken(String value) {
        return TOKEN.matcher(value).matches();
    }

    static void requireRange(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw invalid(field, "must be between " + least + " and " + most);
        }
    }

    static RefusedException invalid(String field, String problem) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' " + problem + ".");
    }
}
