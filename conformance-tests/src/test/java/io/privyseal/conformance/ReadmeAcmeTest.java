package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pastes the README's lines for certbot into a shell, as they are written. */
class ReadmeAcmeTest {
    @TempDir
    Path directory;

    @Test
    void getsRenewsAndRevokesACertificate() throws Exception {
        assumeTrue(Shell.run(directory, "certbot --version").exit() == 0, "certbot is not installed");
        Shell.Result pasted = ReadmeSection.paste("ACME", directory, Map.of("PRIVYSEAL_ACME_HTTP01_PORT", "5002"));
        assertThat(pasted.output())
                .containsSubsequence(
                        "Successfully received certificate",
                        "config/live/www.localhost/cert.pem: OK",
                        "all renewals succeeded",
                        "You have successfully revoked the certificate");
        ReadmeSection.requireRenewal(pasted);
    }
}
