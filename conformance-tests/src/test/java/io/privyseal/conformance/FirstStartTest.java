package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a first start leaves behind, and what later starts do with it. */
class FirstStartTest {
    private static final String NEW_PASSWORD = "correct horse battery staple";

    @TempDir
    Path directory;

    @Test
    void tellsItsOwnerEverythingAndOthersNothing() throws Exception {
        try (ServerProcess server = ServerProcess.start(home())) {
            assertThat(mode("")).isEqualTo("rwx------");
            for (String secret : List.of("first-run.json", "admin.headers", "master.key", "server.key.sealed")) {
                assertThat(mode(secret)).as(secret).isEqualTo("rw-------");
            }
            hasAllFieldsInFirstRunJson(server);
            String banner = server.log();
            assertThat(banner)
                    .contains(
                            "Privyseal is ready",
                            value("sha256"),
                            server.https("/api").toString())
                    .contains("set PRIVYSEAL_BASE_URL and PRIVYSEAL_HTTP_BASE_URL");
            String line = banner.lines()
                    .filter(text -> text.strip().startsWith("Try "))
                    .map(text -> text.substring(text.indexOf("curl ")))
                    .findFirst()
                    .orElseThrow();
            assertThat(Shell.run(directory, line).output()).contains("\"name\":\"Default SSL\"");
            assertThat(Shell.run(directory, line.replace("/types", "/99999")).output())
                    .contains("\"code\":");
            String password = value("password");
            assertThat(password).hasSizeGreaterThanOrEqualTo(20);
            assertThat(server.log())
                    .doesNotContain(password)
                    .doesNotContain(
                            Files.readString(home().resolve("master.key")).strip());
        }
    }

    private void hasAllFieldsInFirstRunJson(ServerProcess server) throws Exception {
        assertThat(value("customerUri")).isEqualTo("privyseal");
        assertThat(value("login")).isEqualTo("admin");
        assertThat(value("organizationId")).matches("[0-9]+");
        assertThat(value("Default SSL")).matches("[0-9]+");
        assertThat(value("Reviewed SSL")).matches("[0-9]+");
        assertThat(value("ACME SSL")).matches("[0-9]+");
        assertThat(value("Enrolling Device")).matches("[0-9]+");
        assertThat(value("api")).isEqualTo(server.https("/api").toString());
        assertThat(value("acme"))
                .isEqualTo(server.https("/acme/starter/directory").toString());
        assertThat(value("scep")).isEqualTo(server.http("/scep/starter").toString());
        assertThat(value("est")).isEqualTo(server.https("/.well-known/est").toString());
        assertThat(value("challenge")).hasSizeGreaterThanOrEqualTo(20);
        assertThat(value("user")).isEqualTo("starter");
        assertThat(value("http")).isEqualTo(server.http("").toString());
        assertThat(value("health")).isEqualTo(server.http("/health").toString());
        Path root = Path.of(value("file"));
        assertThat(root).isAbsolute().exists();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(root)));
        assertThat(value("sha256"))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
        certificate.verify(certificate.getPublicKey());
    }

    @Test
    void isNotDoneASecondTime() throws Exception {
        try (ServerProcess first = ServerProcess.start(home())) {
            Map<String, String> files = files();
            String seen = state(first);
            try (ServerProcess second = first.restart()) {
                assertThat(files()).isEqualTo(files);
                assertThat(state(second)).isEqualTo(seen);
                String log = second.log();
                assertThat(log.split("First start: making", -1)).hasSize(2);
            }
        }
    }

    @Test
    void keepsSecretsUntilTheyAreChanged() throws Exception {
        try (ServerProcess first = ServerProcess.start(home())) {
            String password = value("password");
            assertThat(first.log()).contains("starter secrets are still in use");
            String change = "curl -s --cacert home/root.pem -H @home/admin.headers -H 'Content-Type: application/json'"
                    + " -d '{\"newPassword\":\"" + NEW_PASSWORD + "\"}' " + first.https("/api/admin/v1/changepassword");
            assertThat(Shell.run(directory, change + " -w '%{http_code}'").output())
                    .isEqualTo("204");
            assertThat(Files.readString(home().resolve("first-run.json")))
                    .doesNotContain(password)
                    .contains("\"login\"");
            assertThat(home().resolve("admin.headers")).doesNotExist();
            assertThat(status(first, password)).isEqualTo("401");
            assertThat(status(first, NEW_PASSWORD)).isEqualTo("200");
            int before = first.log().length();
            try (ServerProcess second = first.restart()) {
                assertThat(second.log().substring(before))
                        .contains("Privyseal is ready")
                        .contains("starter secrets")
                        .doesNotContain("/admin/password");
                assertThat(second.log()).doesNotContain(password).doesNotContain(NEW_PASSWORD);
            }
        }
    }

    private String status(ServerProcess server, String password) throws Exception {
        return Shell.run(
                        directory,
                        "curl -s -o answer --cacert home/root.pem -H 'login: admin' -H 'customerUri: privyseal'"
                                + " -H 'password: " + password + "' -w '%{http_code}' "
                                + server.https("/api/ssl/v1/types"))
                .output();
    }

    @Test
    void needsTheMasterKeyThatItsKeysAreEncryptedUnder() throws Exception {
        ServerProcess server = ServerProcess.start(home());
        server.close();
        Path key = home().resolve("master.key");
        String right = Files.readString(key);

        Files.delete(key);
        Shell.Result missing = Shell.serve(directory, environment());
        assertThat(missing.exit()).isNotZero();
        assertThat(missing.output()).contains("privyseal: cannot start: The master key is missing");
        assertThat(key).doesNotExist();

        String wrong = "0".repeat(64);
        Files.writeString(key, wrong);
        Shell.Result other = Shell.serve(directory, environment());
        assertThat(other.exit()).isNotZero();
        assertThat(other.output()).contains("privyseal: cannot start: The master key is not the one");
        assertThat(Files.readString(key)).isEqualTo(wrong);

        Files.delete(key);
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), right.strip() + "\n");
        try (ServerProcess again =
                ServerProcess.start(home(), Map.of("PRIVYSEAL_MASTER_KEY_FILE", elsewhere.toString()))) {
            assertThat(again.isReady()).isTrue();
            assertThat(key).doesNotExist();
        }
    }

    @Test
    void takesTheDatabasePasswordFromAFile() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "postgres\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                ServerProcess server = ServerProcess.start(
                        home(),
                        Map.of(
                                "PRIVYSEAL_DB_URL",
                                "postgresql://localhost:" + postgres.getPort() + "/postgres",
                                "PRIVYSEAL_DB_USER",
                                "postgres",
                                "PRIVYSEAL_DB_PASSWORD_FILE",
                                password.toString()))) {
            assertThat(server.isReady()).isTrue();
        }
    }

    @Test
    void refusesASecondProcessOnTheSameState() throws Exception {
        try (ServerProcess first = ServerProcess.start(home())) {
            Shell.Result second = Shell.serve(directory, environment());
            assertThat(second.exit()).isNotZero();
            assertThat(second.output())
                    .contains("privyseal: cannot start: another process uses the embedded database")
                    .doesNotContain("Privyseal is ready");
            assertThat(first.isReady()).isTrue();
        }
    }

    @Test
    void refusesASchemaThatANewerServerMade() throws Exception {
        ServerProcess server = ServerProcess.start(home());
        server.close();
        Path jar;
        try (Stream<Path> jars = Files.list(Shell.ROOT.resolve("target/server/quarkus-app-h2/lib/main"))) {
            jar = jars.filter(file -> file.getFileName().toString().startsWith("com.h2database"))
                    .findFirst()
                    .orElseThrow();
        }
        String newer =
                "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\", \"type\","
                        + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\") values"
                        + " (9999, '9999', 'from the future', 'SQL', 'V9999__from_the_future.sql', 1, 'x', 1, true)";
        Path sql = Files.writeString(directory.resolve("newer.sql"), newer + ";\n");
        Shell.Result added = Shell.run(
                directory,
                "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '" + jar
                        + "' org.h2.tools.RunScript -url jdbc:h2:file:" + home().resolve("db/privyseal")
                        + " -user privyseal -script " + sql);
        assertThat(added.exit()).as(added.output()).isZero();

        Shell.Result older = Shell.serve(directory, environment());
        assertThat(older.exit()).isNotZero();
        assertThat(older.output())
                .contains("privyseal: cannot start: ")
                .contains("9999")
                .doesNotContain("Privyseal is ready");
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Map<String, String> environment() {
        return Map.of(
                "PRIVYSEAL_HOME", home().toString(),
                "PRIVYSEAL_BIND", "127.0.0.1",
                "PRIVYSEAL_HTTP_PORT", "0",
                "PRIVYSEAL_HTTPS_PORT", "0");
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(file)));
    }

    /** A text or number in first-run.json, by its name alone. */
    private String value(String name) throws IOException {
        Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}\\n]*)")
                .matcher(Files.readString(home().resolve("first-run.json")));
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    /** Every file of the state directory but the database, the log, and what grows with the audit trail. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(home())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("server.log") && !name.equals("audit-head")) {
                    files.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
                }
            }
        }
        return files;
    }

    /** What the API shows of what a first start makes. */
    private String state(ServerProcess server) throws Exception {
        StringBuilder state = new StringBuilder();
        for (String path : List.of(
                "/api/organization/v1", "/api/domain/v1", "/api/admin/v1", "/api/ssl/v1", "/ca/1.pem", "/ca/2.pem")) {
            Shell.Result answer = Shell.run(
                    directory, "curl -sS --fail --cacert home/root.pem -H @home/admin.headers " + server.https(path));
            assertThat(answer.exit()).as(path + answer.output()).isZero();
            state.append(path).append('\n').append(answer.output()).append('\n');
        }
        return state.toString();
    }
}
