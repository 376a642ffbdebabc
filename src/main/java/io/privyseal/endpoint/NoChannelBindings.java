package io.privyseal.endpoint;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/** What there is in a server whose doors see nothing of TLS. */
@DefaultBean
@Singleton
class NoChannelBindings implements ChannelBindings {
    @Override
    public boolean areAvailable() {
        return false;
    }
}
