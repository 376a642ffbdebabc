package io.privyseal.endpoint;

import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** A TLS engine that gives channel bindings when a test says so. */
@Alternative
@Singleton
public class SwitchedChannelBindings implements ChannelBindings {
    public volatile boolean available;

    @Override
    public boolean areAvailable() {
        return available;
    }
}
