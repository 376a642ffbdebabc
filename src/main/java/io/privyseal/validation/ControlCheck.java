package io.privyseal.validation;

/**
 * What shall be proven, and what the requester was asked to publish.
 *
 * @param wildcard whether the names right below the identifier are meant
 * @param token the challenge's token (RFC 8555 §8.1), base64url
 * @param keyAuthorization the token, a dot and the thumbprint of the account's key (RFC 8555 §8.1)
 * @param targets which hosts may be connected to
 */
public record ControlCheck(
        Identifier identifier,
        boolean wildcard,
        ControlMethod method,
        String token,
        String keyAuthorization,
        TargetPolicy targets) {
    /** @throws IllegalArgumentException when the method cannot prove this, or the token is not base64url */
    public ControlCheck {
        if (!method.proves(identifier, wildcard)) {
            throw new IllegalArgumentException(
                    method.label() + " cannot prove " + identifier + (wildcard ? " with a wildcard" : ""));
        }
        requireUrlSafe(token);
        if (keyAuthorization.isEmpty()) {
            throw new IllegalArgumentException("no key authorization");
        }
    }

    /** The token becomes part of a request line: nothing but base64url gets there (RFC 8555 §8.3). */
    private static void requireUrlSafe(String token) {
        if (token.isEmpty() || !token.chars().allMatch(ControlCheck::isUrlSafe)) {
            throw new IllegalArgumentException("the token is not base64url");
        }
    }

    private static boolean isUrlSafe(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
