package io.privyseal.organization;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.time.Instant;

/**
 * A tenant: nothing of one customer is visible to another.
 *
 * @param uri what callers send as {@code customerUri}; unique on the server
 */
public record Customer(CustomerId id, String uri, String name, Instant created) {
    private static final int LONGEST_URI = 64;
    private static final int LONGEST_NAME = 128;

    public Customer {
        requireUri(uri);
        name = Text.requireClean("name", name, LONGEST_NAME);
    }

    /** A customer's uri stands in paths, headers and file names, so it keeps to characters that are plain in all of them. */
    private static void requireUri(String uri) {
        if (uri.isEmpty() || uri.length() > LONGEST_URI || !uri.chars().allMatch(Customer::isUriCharacter)) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of 'customerUri' must be 1 to " + LONGEST_URI + " letters, digits, '-', '_' or '.'.");
        }
    }

    private static boolean isUriCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
