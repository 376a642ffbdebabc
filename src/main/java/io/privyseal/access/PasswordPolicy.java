package io.privyseal.access;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a password must be like, and how a random one is made. */
public final class PasswordPolicy {
    private static final int SHORTEST = 12;
    private static final int LONGEST = 64;
    private static final int RANDOM_LENGTH = 24;
    // No characters that are mistaken for each other, and none that a shell or a header file treats specially.
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private PasswordPolicy() {}

    /** @throws RefusedException when the password is too short, too long, or made of the login */
    static void require(String password, @Nullable String login) {
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw new RefusedException(
                    Refusal.PASSWORD_UNACCEPTABLE,
                    "Password length must be " + SHORTEST + ".." + LONGEST + " characters.");
        }
        // It travels in a header, where control characters cannot, and blanks at the ends are cut (RFC 9110 §5.5).
        if (password.chars().anyMatch(Character::isISOControl) || !password.equals(password.strip())) {
            throw new RefusedException(
                    Refusal.PASSWORD_UNACCEPTABLE,
                    "A password must not have control characters, nor blanks at its start or end.");
        }
        if (login != null && password.toLowerCase(Locale.ROOT).contains(login.toLowerCase(Locale.ROOT))) {
            throw new RefusedException(Refusal.PASSWORD_UNACCEPTABLE, "The password must not contain the login.");
        }
    }

    /** A password with some 139 random bits. */
    public static String random(SecureRandom random) {
        StringBuilder password = new StringBuilder(RANDOM_LENGTH);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
