package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class KeyAuthorizationTest {
    private static final String TOKEN = "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA";
    private static final AccountKey KEY = AccountKey.of(
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}");

    @Test
    void tiesTheTokenToTheKey() {
        assertThat(KeyAuthorization.of(TOKEN, KEY).httpBody())
                .isEqualTo(TOKEN + ".kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @Test
    void isDigestedForDnsAndTls() throws Exception {
        KeyAuthorization authorization = KeyAuthorization.of(TOKEN, KEY);
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(authorization.value().getBytes(StandardCharsets.US_ASCII));

        assertThat(authorization.digest()).isEqualTo(digest);
        assertThat(authorization.dnsText()).isEqualTo(Base64Url.encode(digest)).hasSize(43);
    }

    @Test
    void needsATokenInBase64Url() {
        for (String token : new String[] {"", "a.b", "a=", "a/b", "é"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> KeyAuthorization.of(token, KEY));
        }
    }
}
