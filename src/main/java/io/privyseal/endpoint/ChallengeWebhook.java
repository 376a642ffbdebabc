package io.privyseal.endpoint;

import java.net.URI;
import java.time.Duration;

/**
 * A service of the customer's that says whether a SCEP challenge is good.
 *
 * @param url where it is asked, by HTTPS
 * @param key with which questions are signed
 * @param timeout after which the answer is no
 */
public record ChallengeWebhook(URI url, MacKey key, Duration timeout) {
    /** How long its answer is waited for where nothing is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    /** RFC 2104 §3 discourages keys that are shorter than the output of the hash. */
    private static final int SHORTEST_KEY = 32;

    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_URL = 2_048;
    private static final long LONGEST_SECONDS = 30;

    /** Throws a refusal that names the field at fault. */
    public ChallengeWebhook {
        if (!"https".equalsIgnoreCase(url.getScheme())
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.toString().length() > LONGEST_URL) {
            throw Settings.invalid("scep.webhook.url", "must be an https URL without a user");
        }
        int length = key.value().length;
        if (length < SHORTEST_KEY || length > LONGEST_KEY) {
            throw Settings.invalid(
                    "scep.webhook.secret", "must have " + SHORTEST_KEY + " to " + LONGEST_KEY + " characters");
        }
        Settings.requireRange("scep.webhook.timeoutSeconds", timeout.toSeconds(), 1, LONGEST_SECONDS);
    }
}
