package io.privyseal.endpoint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints a list shows.
 *
 * @param name part of the name, whatever the case
 * @param uriExtension part of the extension, whatever the case
 * @param types empty for all
 */
public record EndpointFilter(
        @Nullable String name, @Nullable String uriExtension, Set<EndpointType> types) {
    public static final EndpointFilter ALL = new EndpointFilter(null, null, Set.of());

    public EndpointFilter {
        types = Set.copyOf(types);
    }
}
