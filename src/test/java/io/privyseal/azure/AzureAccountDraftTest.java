package io.privyseal.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureAccountDraftTest {
    @ParameterizedTest
    @ValueSource(strings = {"3b643e14-3dae-4be1-aa1e-3bb8a9c52839", "contoso.onmicrosoft.com", "a"})
    void takesIdsOfEntra(String id) {
        assertThat(draft(id).directoryId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "..",
                "a/../b",
                "a..b",
                "a.",
                ".a",
                "a?x",
                "a#x",
                "a%2f",
                "a b",
                "-a",
                "é",
                "1234567890123456789012345678901234567"
            })
    void takesNothingThatLeadsAnAddressElsewhere(String id) {
        assertThatThrownBy(() -> draft(id)).isInstanceOf(RefusedException.class);
    }

    private static AzureAccountDraft draft(String directory) {
        return new AzureAccountDraft("Name", AzureEnvironment.AZURE, directory, "a", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "é", "12345678901234567890123456789012345678901"})
    void takesNoSecretThatIsNone(String secret) {
        assertThatThrownBy(() -> new ApplicationSecret(secret))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("applicationSecret");
    }

    @Test
    void printsNoSecret() {
        assertThat(new ApplicationSecret("hush").toString()).doesNotContain("hush");
    }
}
