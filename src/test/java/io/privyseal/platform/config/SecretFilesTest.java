package io.privyseal.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {
    @TempDir
    Path directory;

    @Test
    void readsTheSecretWithoutItsLastNewlineOnly() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), " two\nlines \n\n");
        SecretFiles files = new SecretFiles(Map.of("PRIVYSEAL_DB_PASSWORD_FILE", file.toString()));
        assertThat(files.getValue("privyseal.db-password")).isEqualTo(" two\nlines \n");
        assertThat(files.getValue("privyseal.db-user")).isNull();
        assertThat(files.getValue("db-password")).isNull();
    }

    @Test
    void namesTheVariableWhoseFileCannotBeRead() {
        SecretFiles files = new SecretFiles(
                Map.of("PRIVYSEAL_DB_PASSWORD_FILE", directory.resolve("absent").toString()));
        assertThatThrownBy(() -> files.getValue("privyseal.db-password"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("PRIVYSEAL_DB_PASSWORD_FILE");
    }
}
