package io.privyseal.endpoint;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;

/** A secret that the clients of an account know, on its way to its hash; it prints as nothing but its kind. */
public record AccessCode(String value) {
    /** It is all that stands between a stranger and a certificate, and guesses are slowed down, not stopped. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 255;

    /** Throws a refusal that says what is wrong with it, and not what it is. */
    public AccessCode {
        if (value.length() < SHORTEST || value.length() > LONGEST) {
            throw unacceptable("must have " + SHORTEST + " to " + LONGEST + " characters");
        }
        // It travels in headers and configuration profiles, where blanks at the ends are lost.
        if (value.chars().anyMatch(Character::isISOControl) || !value.equals(value.strip())) {
            throw unacceptable("must not have control characters, nor blanks at its start or end");
        }
    }

    private static RefusedException unacceptable(String problem) {
        return new RefusedException(Refusal.PASSWORD_UNACCEPTABLE, "Value of 'accessCode' " + problem + ".");
    }

    @Override
    public String toString() {
        return "AccessCode[secret]";
    }
}
