package io.privyseal.platform.proxy;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tells a test what a door sees: the client's address and the headers' names. */
@ApplicationScoped
class EchoRoute {
    void register(@Observes Router router) {
        router.get("/test/echo")
                .handler(context -> context.response()
                        .end(ClientAddress.of(context).getHostAddress() + " "
                                + String.join(" ", context.request().headers().names())
                                        .toLowerCase(java.util.Locale.ROOT)));
    }
}
