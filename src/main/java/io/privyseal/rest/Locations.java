package io.privyseal.rest;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers of creations: 201, an absolute {@code Location} that ends in the new number, and no body. */
@Singleton
public class Locations {
    private final String base;

    /** @param base origin under which callers reach the server, which may stand behind a proxy */
    Locations(
            @ConfigProperty(
                            name = "privyseal.base-url",
                            defaultValue = "https://localhost:${privyseal.https-port:8443}")
                    String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /**
     * @param path of the collection, such as {@code /api/domain/v1}
     */
    public Response created(String path, long id) {
        return Response.created(uri(path, id)).build();
    }

    /** The address of something that this server serves. */
    public URI uri(String path) {
        return URI.create(base + path);
    }

    /** The address of one object of a collection. */
    public URI uri(String path, long id) {
        return uri(path + "/" + id);
    }
}
