package io.privyseal.rest;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers of creations: 201, an absolute {@code Location} that ends in the new number, and no body. */
@Singleton
public class Locations {
    private final String base;
    private final String plainBase;

    /**
     * @param base origin under which callers reach the server, which may stand behind a proxy
     * @param plainBase the same of the plain HTTP listener
     */
    Locations(
            @ConfigProperty(
                            name = "privyseal.base-url",
                            defaultValue = "https://localhost:${privyseal.https-port:8443}")
                    String base,
            @ConfigProperty(
                            name = "privyseal.http-base-url",
                            defaultValue = "http://localhost:${privyseal.http-port:8080}")
                    String plainBase) {
        this.base = withoutSlash(base);
        this.plainBase = withoutSlash(plainBase);
    }

    private static String withoutSlash(String origin) {
        return origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
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

    /** The address of something that this server serves by plain HTTP. */
    public URI plainUri(String path) {
        return URI.create(plainBase + path);
    }

    /** The address of one object of a collection. */
    public URI uri(String path, long id) {
        return uri(path + "/" + id);
    }
}
