package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's tour into a shell, line by line and as it is written. */
class ReadmeTourTest {
    @TempDir
    Path directory;

    @Test
    void endsWithARevokedCertificateOnTheList() throws Exception {
        Shell.Result pasted = ReadmeSection.paste("A tour of the REST API", directory, Map.of());
        String serial = pasted.after("Serial Number: ").strip();
        assertThat(pasted.output())
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
