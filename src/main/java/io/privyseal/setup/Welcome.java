package io.privyseal.setup;

import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The first word once the ports are open: a start that fails must not have promised anything. */
@Singleton
class Welcome {
    private final Banner banner;

    Welcome(Banner banner) {
        this.banner = banner;
    }

    void print(@ObservesAsync HttpsServerStart started) {
        // In one piece: log lines are being written at the same time.
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        banner.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        System.out.print(text.toString(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
