package io.privyseal.setup;

import io.privyseal.platform.Home;
import io.privyseal.platform.NodeIdentity;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names this server once and for all. */
@Singleton
class Node {
    private static final String FILE = "node-id";

    @Produces
    @Singleton
    NodeIdentity identity(Home home) {
        return home.read(FILE)
                .map(bytes -> new NodeIdentity(new String(bytes, StandardCharsets.US_ASCII).strip()))
                .orElseGet(() -> make(home));
    }

    private static NodeIdentity make(Home home) {
        String id = UUID.randomUUID().toString();
        home.writePublic(FILE, (id + "\n").getBytes(StandardCharsets.US_ASCII));
        return new NodeIdentity(id);
    }
}
