package io.privyseal.conformance.acme;

import org.jspecify.annotations.Nullable;

/**
 * Where a client registers.
 *
 * @param binding to an external account; null for without
 */
record Registration(String directory, @Nullable Binding binding) {
    /**
     * An external account (RFC 8555 §7.3.4).
     *
     * @param macKey base64url
     */
    record Binding(long account, String macId, String macKey) {}

    static Registration at(String directory) {
        return new Registration(directory, null);
    }
}
