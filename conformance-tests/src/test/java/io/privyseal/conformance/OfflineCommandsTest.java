package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator does on the server's console, on the embedded database. */
class OfflineCommandsTest {
    @TempDir
    static Path directory;

    private static Path home;

    @BeforeAll
    static void startOnce() throws Exception {
        home = directory.resolve("home");
        try (ServerProcess server = ServerProcess.start(home)) {
            LauncherCommand verification = run("verify-audit");
            assertThat(verification.exitCode()).isEqualTo(3);
            assertThat(verification.err()).contains("is in use: stop the server first");
            assertThat(server.isReady()).isTrue();
        }
    }

    @Test
    void verifiesAnUntouchedTrail() throws Exception {
        LauncherCommand verification = run("verify-audit");
        assertThat(verification.exitCode()).as(verification.err()).isZero();
        assertThat(verification.out()).endsWith("intact\n").doesNotContain("NOT INTACT");
    }

    @Test
    void findsAChangedRow() throws Exception {
        assertFound("CHANGED: entry 3 ", "update audit_entry set actor_name = 'nobody' where sequence = 3");
    }

    @Test
    void findsADeletedRow() throws Exception {
        assertFound("MISSING: lane 1: entries 4 to 4", "delete from audit_entry where sequence = 4");
    }

    @Test
    void findsReorderedRows() throws Exception {
        assertFound(
                "REORDERED: entry 5 of lane 1 was written as entry 6",
                "update audit_entry set sequence = 999999 where sequence = 5",
                "update audit_entry set sequence = 5 where sequence = 6",
                "update audit_entry set sequence = 6 where sequence = 999999");
    }

    @Test
    void findsATrailThatWasCutWithItsCheckpoints() throws Exception {
        Path copy = copy("cut");
        tamper(
                copy,
                "delete from audit_checkpoint",
                "delete from audit_entry where sequence > 1",
                "update audit_lane l set head_sequence = 1, head_hash ="
                        + " (select hash from audit_entry e where e.lane_id = l.id)");
        LauncherCommand verification = LauncherCommand.run(copy, Map.of(), "verify-audit");
        assertThat(verification.exitCode()).as(verification.err()).isEqualTo(1);
        assertThat(verification.out()).contains("CHECKPOINT_CUT: checkpoint ").endsWith("NOT INTACT\n");

        String head = Files.readString(copy.resolve("audit-head")).strip().replace(' ', ':');
        Files.delete(copy.resolve("audit-head"));
        LauncherCommand unknowing = LauncherCommand.run(copy, Map.of(), "verify-audit");
        assertThat(unknowing.exitCode()).as(unknowing.out()).isZero();
        assertThat(unknowing.err()).contains("warning: there is no ");
        LauncherCommand expecting = LauncherCommand.run(copy, Map.of(), "verify-audit", "--expect", head);
        assertThat(expecting.out()).contains("CHECKPOINT_CUT");
        assertThat(LauncherCommand.run(copy, Map.of(), "verify-audit", "--expect", "17")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void trustsTheWrittenDownKeyAndNotTheDatabase() throws Exception {
        Path copy = copy("pinned");
        Path otherKey = directory.resolve("other.pem");
        Files.writeString(otherKey, """
                -----BEGIN PUBLIC KEY-----
                MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETo5cpUO+cd7eDIR+HwRbuz65TK7H
                NHvyqgJ3ibys4l1COioT4cyGGCQqJoI2MlJFdJlj/ldA042d9JoEiyWa3A==
                -----END PUBLIC KEY-----
                """);
        LauncherCommand other = LauncherCommand.run(copy, Map.of(), "verify-audit", "--key", otherKey.toString());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("CHECKPOINT_SIGNATURE");
        Files.delete(copy.resolve("audit-key.pem"));
        assertThat(LauncherCommand.run(copy, Map.of(), "verify-audit").err()).contains("warning");
    }

    @Test
    void startsAServerOnABackup() throws Exception {
        Path copy = backup("restored");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("master.key"))))
                .isEqualTo("rw-------");
        try (ServerProcess server = ServerProcess.start(copy)) {
            assertThat(server.isReady()).isTrue();
            assertThat(Files.readAllBytes(copy.resolve("root.pem")))
                    .isEqualTo(Files.readAllBytes(home.resolve("root.pem")));
        }
        assertThat(LauncherCommand.run(copy, Map.of(), "verify-audit").exitCode())
                .isZero();
    }

    /** The dump that it is restored with may be older. */
    @Test
    void leavesTheAuditHeadOutOfABackupWithoutDatabase() throws Exception {
        Path copy = directory.resolve("home-only");
        assertThat(run("backup", "--home-only", copy.toString()).exitCode()).isZero();
        assertThat(copy.resolve("master.key")).exists();
        assertThat(home.resolve("audit-head")).exists();
        assertThat(copy.resolve("audit-head")).doesNotExist();
    }

    @Test
    void refusesToWriteABackupOverSomething() throws Exception {
        LauncherCommand second = run("backup", directory.toString());
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("is not empty");
    }

    private static long passwords(String firstRun) {
        return firstRun.lines().filter(line -> line.contains("\"password\"")).count();
    }

    @Test
    void resetsAPasswordAndForgetsTheFirstOne() throws Exception {
        Path copy = copy("reset");
        String before = Files.readString(copy.resolve("first-run.json"));
        LauncherCommand reset = LauncherCommand.run(copy, Map.of(), "reset-password", "admin");
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        String password = reset.out().strip();
        assertThat(password).hasSizeGreaterThan(15).doesNotContain(" ");
        // The other password is that of the starter endpoint.
        assertThat(passwords(before)).isEqualTo(2);
        assertThat(before).doesNotContain(password);
        assertThat(passwords(Files.readString(copy.resolve("first-run.json")))).isEqualTo(1);
        assertThat(copy.resolve("admin.headers")).doesNotExist();
        assertThat(LauncherCommand.run(copy, Map.of(), "verify-audit").out())
                .contains("entries since the latest checkpoint: 0");
    }

    @Test
    void refusesToResetForAnUnknownLogin() throws Exception {
        LauncherCommand reset = run("reset-password", "nobody");
        assertThat(reset.exitCode()).isEqualTo(1);
        assertThat(reset.out()).isEmpty();
        assertThat(run("reset-password").exitCode()).isEqualTo(2);
    }

    @Test
    void makesNoInstallationWhereThereIsNone() throws Exception {
        Path empty = directory.resolve("no-such-home");
        LauncherCommand verification = LauncherCommand.run(empty, Map.of(), "verify-audit");
        assertThat(verification.exitCode()).isEqualTo(3);
        assertThat(verification.err()).contains("there is no installation in");
        assertThat(empty).doesNotExist();
    }

    private static LauncherCommand run(String... words) throws IOException, InterruptedException {
        return LauncherCommand.run(home, Map.of(), words);
    }

    private static Path backup(String name) throws IOException, InterruptedException {
        Path copy = directory.resolve(name);
        LauncherCommand backup = run("backup", copy.toString());
        assertThat(backup.exitCode()).as(backup.err()).isZero();
        return copy;
    }

    /** What a backup is too, and quicker made. */
    private static Path copy(String name) throws IOException {
        Path copy = directory.resolve(name);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(home.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private static void tamper(Path home, String... changes) throws SQLException {
        String url = "jdbc:h2:file:" + home.resolve("db/privyseal");
        try (Connection connection = DriverManager.getConnection(url, "privyseal", "");
                Statement statement = connection.createStatement()) {
            for (String change : changes) {
                assertThat(statement.executeUpdate(change)).as(change).isPositive();
            }
            // The file says that closing the last connection leaves it open.
            statement.execute("shutdown");
        }
    }

    /** Changes a copy of the database behind the server's back, as whoever has the file can. */
    private static void assertFound(String finding, String... changes)
            throws IOException, InterruptedException, SQLException {
        Path copy = Files.createTempDirectory(directory, "tampered");
        Files.createDirectory(copy.resolve("db"));
        Files.copy(home.resolve("db/privyseal.mv.db"), copy.resolve("db/privyseal.mv.db"));
        Files.copy(home.resolve("audit-key.pem"), copy.resolve("audit-key.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(home.resolve("master.key"), copy.resolve("master.key"), StandardCopyOption.REPLACE_EXISTING);
        tamper(copy, changes);
        LauncherCommand verification = LauncherCommand.run(copy, Map.of(), "verify-audit");
        assertThat(verification.exitCode()).as(verification.err()).isEqualTo(1);
        assertThat(verification.out()).as(verification.err()).contains(finding).endsWith("NOT INTACT\n");
    }
}
