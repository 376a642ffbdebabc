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

/** Pastes the README's lines for curl as an EST client into a shell, as they are written. */
class ReadmeEstTest {
    private static final Pattern SERIAL = Pattern.compile("serial=([0-9A-F]+)");

    @TempDir
    Path directory;

    @Test
    void enrollsAndRenewsADevice() throws Exception {
        assumeTrue(Shell.run(directory, "curl --version && openssl version").exit() == 0, "curl or OpenSSL is missing");
        List<String> lines = ReadmeSection.shellLines("EST");
        assertThat(lines).hasSizeGreaterThan(12);
        try (ServerProcess server = ServerProcess.start(directory.resolve("home"), Map.of())) {
            Shell.Result result = Shell.paste(
                    directory, Map.of("PRIVYSEAL_HOME", server.home().toString()), lines);
            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(result.output()).containsSubsequence("device.pem: OK", "next.pem: OK");
            List<String> serials = SERIAL.matcher(result.output())
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(serials).as("before and after the renewal").hasSize(2).doesNotHaveDuplicates();
        }
    }
}
