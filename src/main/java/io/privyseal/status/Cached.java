package io.privyseal.status;

import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * How an answer may be cached.
 *
 * @param tag changes whenever the bytes do
 * @param maxAge after which a cache asks again
 */
record Cached(String tag, Instant modified, Duration maxAge) {

    /** The body, or 304 to a caller that has it already. */
    Response answer(Request request, byte[] body) {
        EntityTag entityTag = new EntityTag(tag);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(entityTag);
        Response.ResponseBuilder response =
                unchanged == null ? Response.ok(body).header(HttpHeaders.CONTENT_LENGTH, body.length) : unchanged;
        CacheControl control = new CacheControl();
        control.setMaxAge((int) maxAge.toSeconds());
        control.setNoTransform(true);
        return response.tag(entityTag)
                .lastModified(Date.from(modified))
                .cacheControl(control)
                .build();
    }
}
