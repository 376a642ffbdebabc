package io.privyseal.endpoint;

import io.privyseal.platform.AddressRange;
import java.net.InetAddress;
import java.util.List;

/** What an endpoint does, by its door. */
public sealed interface EndpointSettings permits AcmeSettings, ScepSettings, EstSettings {
    /** The door that has such settings. */
    EndpointDoor door();

    /** Where clients may come from; empty for everywhere. */
    List<AddressRange> networks();

    /** Whether a client at this address is served. */
    default boolean admits(InetAddress client) {
        return networks().isEmpty() || networks().stream().anyMatch(range -> range.contains(client));
    }
}
