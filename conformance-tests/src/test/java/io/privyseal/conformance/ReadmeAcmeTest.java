package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's lines for certbot into a shell, as they are written. */
class ReadmeAcmeTest {
    private static final Pattern SERIAL = Pattern.compile("serial=([0-9A-F]+)");

    @TempDir
    Path directory;

    @Test
    void getsRenewsAndRevokesACertificate() throws Exception {
        assumeTrue(Shell.run(directory, "certbot --version").exit() == 0, "certbot is not installed");
        List<String> lines = ReadmeSection.shellLines("ACME");
        assertThat(lines).hasSizeGreaterThan(8);
        try (ServerProcess server =
                ServerProcess.start(directory.resolve("home"), Map.of("PRIVYSEAL_ACME_HTTP01_PORT", "5002"))) {
            Shell.Result result = Shell.paste(
                    directory, Map.of("PRIVYSEAL_HOME", server.home().toString()), lines);
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(result.output())
                    .containsSubsequence(
                            "Successfully received certificate",
                            "config/live/www.localhost/cert.pem: OK",
                            "all renewals succeeded",
                            "You have successfully revoked the certificate");
            List<String> serials = SERIAL.matcher(result.output())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(serials).as("before and after the renewal").hasSize(2).doesNotHaveDuplicates();
        }
    }
}
