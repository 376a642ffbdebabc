package io.privyseal.endpoint;

/** Whether requests can be tied to their TLS session, as EST endpoints need to know. */
public interface ChannelBindings {
    /** Whether this server's TLS engine gives the values that clients bind to, with no proxy in between. */
    boolean areAvailable();
}
