package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each listener serves, and by which TLS, seen with curl and openssl. */
class ListenersTest {
    private static final List<String> PUBLIC =
            List.of("/crl/2/full.crl", "/ocsp/2", "/ca/1.cer", "/ca/1.pem", "/health", "/health/ready", "/health/live");
    private static final List<String> NOT_PUBLIC = List.of(
            "/",
            "/api/ssl/v1/types",
            "/private/api/ssl/v1/types",
            "/api/ssl/v1/enroll",
            "/acme/directory",
            "/.well-known/est/cacerts",
            "/metrics",
            "/diagnostics",
            "/openapi",
            "/swagger-ui/",
            "/healthx",
            "/health/../api/ssl/v1/types",
            "/health/%2e%2e/metrics");
    private static final List<String> DIAGNOSTIC = List.of("/metrics", "/diagnostics", "/openapi", "/swagger-ui/");

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(directory.resolve("home"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servesOverPlainHttpWhatIsPublicByNature() throws Exception {
        for (String path : PUBLIC) {
            assertThat(status(server.http(path).toString(), "")).as(path).isEqualTo("200 ");
        }
    }

    @Test
    void refusesTheRestOverPlainHttpAndNeverRedirects() throws Exception {
        for (String path : NOT_PUBLIC) {
            for (String method : List.of("", "-X POST -d '{}'", "-I", "-H @home/admin.headers")) {
                assertThat(status(server.http("").toString() + path, "--path-as-is " + method))
                        .as(method + path)
                        .isIn("403 ", "404 ", "421 ");
            }
        }
    }

    @Test
    void speaksTls12AndTls13ButNothingOlder() throws Exception {
        for (String version : List.of("1.2", "1.3")) {
            Shell.Result result = sClient("-tls" + version.replace('.', '_'));
            assertThat(result.output()).contains("New, TLSv" + version, "Verify return code: 0 (ok)");
        }
        for (String version : List.of("-tls1", "-tls1_1")) {
            assertThat(sClient(version + " -cipher ALL@SECLEVEL=0").output()).contains("alert protocol version");
        }
    }

    private static Shell.Result sClient(String options) throws Exception {
        return Shell.run(
                directory,
                "openssl s_client -connect localhost:" + server.https("/").getPort()
                        + " -CAfile home/root.pem -servername localhost " + options + " </dev/null 2>&1 || true");
    }

    @Test
    void completesTheHandshakeWithACertificateFromAnywhere() throws Exception {
        Shell.Result made = Shell.run(
                directory,
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout stranger.key"
                        + " -out stranger.pem -subj /CN=stranger -days 1");
        assertThat(made.exit()).as(made.output()).isZero();
        for (String version : List.of("--tlsv1.2 --tls-max 1.2", "--tlsv1.3")) {
            String stranger = version + " --cert stranger.pem --key stranger.key";
            // It opens no door: not alone, and not beside headers that do.
            assertThat(status(server.https("/api/ssl/v1/types").toString(), stranger))
                    .isEqualTo("401 ");
            assertThat(status(
                            server.https("/private/api/ssl/v1/types").toString(),
                            stranger + " -H 'customerUri: privyseal'"))
                    .isEqualTo("401 ");
            assertThat(status(server.https("/api/ssl/v1/types").toString(), stranger + " -H @home/admin.headers"))
                    .isEqualTo("200 ");
        }
    }

    @Test
    void answersDiagnosticsWhereConfigured() throws Exception {
        for (String path : DIAGNOSTIC) {
            assertThat(status(server.https(path).toString(), "")).as(path).isEqualTo("200 ");
            assertThat(status(server.https(path).toString(), "-H 'X-Forwarded-For: 127.0.0.1'"))
                    .as(path)
                    .isEqualTo("404 ");
        }
        try (ServerProcess elsewhere = ServerProcess.start(
                directory.resolve("elsewhere"), Map.of("PRIVYSEAL_DIAGNOSTICS_FROM", "192.0.2.1"))) {
            for (String path : DIAGNOSTIC) {
                assertThat(status(elsewhere.https(path).toString(), "--cacert elsewhere/root.pem"))
                        .as(path)
                        .isEqualTo("404 ");
            }
            assertThat(status(elsewhere.https("/health").toString(), "--cacert elsewhere/root.pem"))
                    .isEqualTo("200 ");
        }
    }

    /** Status and, if any, where it redirects to. */
    private static String status(String url, String options) throws Exception {
        return Shell.run(
                        directory,
                        "curl -sS -o answer -w '%{http_code} %{redirect_url}' --cacert home/root.pem " + options + " '"
                                + url + "'")
                .output();
    }
}
