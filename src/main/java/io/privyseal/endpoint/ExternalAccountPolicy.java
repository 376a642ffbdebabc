package io.privyseal.endpoint;

/** Whether a new ACME account must be bound to an external account (RFC 8555 §7.3.4). */
public enum ExternalAccountPolicy {
    /** Without a binding there is no account. */
    REQUIRED,
    /** A binding is honoured, and not asked for. */
    OPTIONAL,
    /** Bindings are refused. */
    NONE
}
