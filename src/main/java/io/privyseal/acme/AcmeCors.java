package io.privyseal.acme;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * Lets clients in browsers use the door (Fetch standard, CORS protocol): requests carry their own proof of who asks.
 *
 * <p>Preflights are answered before the router: as a resource they would turn each unknown address into one that has
 * the method OPTIONS.
 */
@Singleton
final class AcmeCors {
    /** Of every answer, errors included: a script could not even read the problem otherwise. */
    static final Map<String, String> ANSWERS = Map.of(
            "Access-Control-Allow-Origin",
            "*",
            "Access-Control-Expose-Headers",
            "Link, Location, Replay-Nonce, Retry-After");

    private static final Map<String, String> PREFLIGHTS = Map.of(
            "Access-Control-Allow-Methods", "GET, HEAD, POST",
            "Access-Control-Allow-Headers", "Content-Type",
            "Access-Control-Max-Age", "86400");

    private static final int NO_CONTENT = 204;

    /** Behind the rules of the listeners. */
    private static final int PRIORITY = 90;

    void register(@Observes Filters filters) {
        filters.register(AcmeCors::answerPreflight, PRIORITY);
    }

    static Response.ResponseBuilder allow(Response.ResponseBuilder answer) {
        ANSWERS.forEach(answer::header);
        return answer;
    }

    private static void answerPreflight(RoutingContext context) {
        if (!HttpMethod.OPTIONS.equals(context.request().method())
                || !context.normalizedPath().startsWith("/acme/")) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response().setStatusCode(NO_CONTENT);
        ANSWERS.forEach(response::putHeader);
        PREFLIGHTS.forEach(response::putHeader);
        response.end();
    }
}
