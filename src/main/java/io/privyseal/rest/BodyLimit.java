package io.privyseal.rest;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers bodies over {@code quarkus.http.limits.max-body-size}, which never reach a resource, in the contract's form. */
@Singleton
final class BodyLimit {
    private static final int TOO_LARGE = 413;
    private static final String BODY = "{\"code\":-1601,\"description\":\"The request is too large.\"}";

    void register(@Observes Router router) {
        router.errorHandler(TOO_LARGE, BodyLimit::answer);
    }

    private static void answer(RoutingContext context) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(TOO_LARGE)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    // The rest of the body is not read.
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(BODY);
        }
    }
}
