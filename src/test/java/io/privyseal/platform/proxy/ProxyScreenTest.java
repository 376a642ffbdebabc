package io.privyseal.platform.proxy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProxyScreenTest {
    @Test
    void removesForgedHeadersOfStrangers() {
        String seen = given().header("X-Forwarded-For", "10.1.1.1")
                .header("X-FORWARDED-Proto", "https")
                .header("Forwarded", "for=10.1.1.1")
                .header("Client-Cert", ":AAAA:")
                .header("Client-Cert-Chain", ":AAAA:")
                .header("X-Kept", "yes")
                .get("/test/echo")
                .asString();
        assertThat(seen)
                .startsWith("127.0.0.1 ")
                .contains("x-kept")
                .doesNotContain("forwarded")
                .doesNotContain("client-cert");
    }
}
