package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's tour into a shell, line by line and as it is written. */
class ReadmeTourTest {
    @TempDir
    Path directory;

    @Test
    void endsWithARevokedCertificateOnTheList() throws Exception {
        List<String> lines = ReadmeSection.shellLines("A tour of the REST API");
        assertThat(lines).hasSizeGreaterThan(20);
        try (ServerProcess server = ServerProcess.start(directory.resolve("home"))) {
            Shell.Result result = Shell.paste(
                    directory, Map.of("PRIVYSEAL_HOME", server.home().toString()), lines);
            assertThat(result.exit()).as(result.output()).isZero();
            String serial = result.after("Serial Number: ").strip();
            assertThat(result.output())
                    .containsSubsequence(
                            "Request 1 is Requested",
                            "Request 1 is Issued",
                            "www.pem: OK",
                            "Response verify OK",
                            "www.pem: good",
                            "Response verify OK",
                            "www.pem: revoked",
                            "Reason: keyCompromise",
                            "Serial Number: " + serial);
            assertThat(serial).matches("[0-9A-F]{16,40}");
        }
    }
}
