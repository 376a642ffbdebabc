package io.privyseal.platform;

import org.jspecify.annotations.Nullable;

/** Checks of text that comes from outside, before anything else looks at it. */
public final class Text {
    private Text() {}

    /**
     * The value without surrounding blanks.
     *
     * @throws RefusedException when it is missing, blank, too long or not {@linkplain #optionalClean clean}
     */
    public static String requireClean(String field, @Nullable String value, int maximumLength) {
        if (value == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' must not be null.");
        }
        String clean = optionalClean(field, value, maximumLength);
        if (clean == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' must not be empty.");
        }
        return clean;
    }

    /**
     * The value without surrounding blanks, or null when nothing is left of it.
     *
     * @throws RefusedException when it is too long, or holds control characters or half a surrogate pair: neither belongs
     *     in a name, and databases, logs and certificates each treat them differently
     */
    public static @Nullable String optionalClean(String field, @Nullable String value, int maximumLength) {
        if (value == null) {
            return null;
        }
        if (value.length() > maximumLength) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of '" + field + "' must not be longer than " + maximumLength + " characters.");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || isHalfPair(value, i)) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of '" + field + "' must not contain control characters.");
            }
        }
        String stripped = value.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static boolean isHalfPair(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
