package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's lines for curl as an EST client into a shell, as they are written. */
class ReadmeEstTest {
    @TempDir
    Path directory;

    @Test
    void enrollsAndRenewsADevice() throws Exception {
        assumeTrue(Shell.run(directory, "curl --version && openssl version").exit() == 0, "curl or OpenSSL is missing");
        Shell.Result pasted = ReadmeSection.paste("EST", directory, Map.of());
        assertThat(pasted.output()).containsSubsequence("device.pem: OK", "next.pem: OK");
        ReadmeSection.requireRenewal(pasted);
    }
}
