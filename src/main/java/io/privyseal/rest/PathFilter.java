package io.privyseal.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Serves {@code /private/api/...}, where callers log in by client certificate, with the resources of {@code /api/...},
 * and collections with or without a trailing slash.
 */
@Provider
@PreMatching
public final class PathFilter implements ContainerRequestFilter {
    /** Request property: whether the caller used {@code /private/api}. */
    public static final String PRIVATE = "io.privyseal.rest.private";

    private static final String PRIVATE_PREFIX = "/private";
    private static final String API = "/api/";

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String path = uri.getRequestUri().getRawPath();
        boolean isPrivate = path.startsWith(PRIVATE_PREFIX + API);
        request.setProperty(PRIVATE, isPrivate);
        String target = withoutTrailingSlashes(isPrivate ? path.substring(PRIVATE_PREFIX.length()) : path);
        if (target.startsWith(API) && !target.equals(path)) {
            String query = uri.getRequestUri().getRawQuery();
            request.setRequestUri(uri.getBaseUri(), URI.create(query == null ? target : target + "?" + query));
        }
    }

    private static String withoutTrailingSlashes(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
