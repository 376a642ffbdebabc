package io.privyseal.endpoint;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A one-time challenge to be issued; valid by construction.
 *
 * @param subject the common name or the distinguished name that it is for; null for any
 */
public record NewOneTimeChallenge(
        EndpointId endpoint,
        EndpointAccountId account,
        @Nullable String subject,
        Duration expiresIn) {
    /** How long one lasts where nothing is said. */
    public static final Duration DEFAULT_EXPIRY = Duration.ofHours(1);

    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();
    private static final int LONGEST_SUBJECT = 1_024;

    /** Throws a refusal that names the field at fault. */
    public NewOneTimeChallenge {
        Settings.requireRange("expiresIn", expiresIn.toSeconds(), 60, LONGEST_SECONDS);
        if (subject != null && (subject.isBlank() || subject.length() > LONGEST_SUBJECT)) {
            throw Settings.invalid("subject", "must have 1 to " + LONGEST_SUBJECT + " characters");
        }
    }
}
