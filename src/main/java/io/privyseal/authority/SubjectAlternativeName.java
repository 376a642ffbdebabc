package io.privyseal.authority;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One subject alternative name (RFC 5280 §4.2.1.6).
 *
 * @param value DNS names in lower-case A-label form without a trailing dot, IP addresses in textual form, mail addresses
 *     as RFC 5321 mailboxes, URIs as RFC 3986 strings, UPNs as user principal names
 */
@RegisterForReflection(registerFullHierarchy = true)
public record SubjectAlternativeName(Kind kind, String value) {
    /** The kinds that a profile can allow. */
    public enum Kind {
        DNS,
        IP,
        EMAIL,
        URI,
        UPN
    }
}
