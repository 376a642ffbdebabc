package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's lines for strongSwan as a SCEP client into a shell, as they are written. */
class ReadmeScepTest {
    @TempDir
    Path directory;

    @Test
    void enrollsAndRenewsADevice() throws Exception {
        Shell.Result installed = Shell.run(directory, "pki --scep --help");
        assumeTrue(installed.exit() == 0 && installed.output().contains("strongSwan"), "strongSwan is not installed");
        assumeTrue(!installed.output().contains("plugin 'curl': failed"), "strongSwan's plugins are not installed");
        Shell.Result pasted = ReadmeSection.paste("SCEP", directory, Map.of());
        assertThat(pasted.output()).containsSubsequence("ra.pem: OK", "device.pem: OK", "next.pem: OK");
        ReadmeSection.requireRenewal(pasted);
    }
}
