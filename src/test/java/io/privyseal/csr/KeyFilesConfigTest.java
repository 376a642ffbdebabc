package io.privyseal.csr;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyFilesConfigTest {
    @Test
    void namesNoFileByDefault() {
        KeyFilesConfig config = read(Map.of());
        assertThat(config.blockedKeys()).isEmpty();
        assertThat(config.sharedFactors()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        KeyFilesConfig config =
                read(Map.of("privyseal.blocked-keys", "/etc/blocked", "privyseal.shared-factors", "/etc/factors"));
        assertThat(config.blockedKeys()).contains(Path.of("/etc/blocked"));
        assertThat(config.sharedFactors()).contains(Path.of("/etc/factors"));
    }

    private static KeyFilesConfig read(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(KeyFilesConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(KeyFilesConfig.class);
    }
}
