package io.privyseal.protocol.scep;

/**
 * The secret in a CSR (RFC 2985 §5.4.1); it may be empty, and of any length.
 *
 * @param value the secret, never to be logged
 */
public record ChallengePassword(String value) {
    @Override
    public String toString() {
        return "ChallengePassword[hidden]";
    }
}
