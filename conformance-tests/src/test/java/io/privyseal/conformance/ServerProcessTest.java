package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
    @TempDir
    Path directory;

    @Test
    void startsAgainAfterAKillWithTheEmbeddedDatabase() throws Exception {
        try (ServerProcess first = ServerProcess.start(directory.resolve("home"))) {
            assertThat(status(first, "/health/ready")).isEqualTo(200);
            assertThat(status(first, "/api/ssl/v1")).isEqualTo(403);
            first.kill();
            try (ServerProcess second = first.restart()) {
                assertThat(second.isReady()).isTrue();
            }
        }
    }

    @Test
    void choosesPostgreSqlByTheSchemeOfItsUrl() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                ServerProcess server = ServerProcess.start(
                        directory.resolve("home"),
                        Map.of(
                                "PRIVYSEAL_DB_URL", "postgresql://localhost:" + postgres.getPort() + "/postgres",
                                "PRIVYSEAL_DB_USER", "postgres",
                                "PRIVYSEAL_DB_PASSWORD", "postgres"))) {
            assertThat(status(server, "/health/ready")).isEqualTo(200);
            assertThat(directory.resolve("home").resolve("db")).doesNotExist();
        }
    }

    private static int status(ServerProcess server, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(server.http(path)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
