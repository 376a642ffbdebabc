package io.privyseal.endpoint;

import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks that the settings of an endpoint have in common; each refuses by the name of the field at fault. */
final class Settings {
    /** What may stand in a path and in a list of names without any escaping. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final int MOST_NETWORKS = 64;

    /** Ten years: more is a mistake. */
    private static final int LONGEST_RENEWAL_WINDOW = 3_660;

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

    static void requireNetworks(String field, List<AddressRange> networks) {
        if (networks.size() > MOST_NETWORKS) {
            throw invalid(field, "must have at most " + MOST_NETWORKS + " entries");
        }
    }

    static void requireRenewalWindow(String field, @Nullable Integer days) {
        if (days != null) {
            requireRange(field, days, 1, LONGEST_RENEWAL_WINDOW);
        }
    }

    static RefusedException invalid(String field, String problem) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' " + problem + ".");
    }
}
