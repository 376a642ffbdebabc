package io.privyseal.rest.acme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcmeServersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ca.example.test/acme/web-1/directory",
                "https://localhost:8443/acme/web-1/directory/",
                "http://[::1]:8080/acme/web-1",
                " HTTPS://CA/acme/web-1/ "
            })
    void readsTheExtensionOutOfAnAddress(String url) {
        assertThat(AcmeServers.extensionIn(url)).contains("web-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web-1",
                "/acme/web-1/directory",
                "ftp://ca/acme/web-1/directory",
                "https://ca/acme//directory",
                "https://ca/acme/web-1/directory/more",
                "https://ca/other/web-1/directory",
                "https://ca/acme/web-1?x=1",
                "https://ca/acme/web%2F1"
            })
    void readsNothingOutOfOtherTexts(String url) {
        assertThat(AcmeServers.extensionIn(url)).isEmpty();
    }
}
