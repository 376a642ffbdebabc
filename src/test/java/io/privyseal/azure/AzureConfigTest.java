package io.privyseal.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureConfigTest {
    @Test
    void hasDefaults() {
        AzureConfig config = read(Map.of());

        assertThat(config.authority()).isEmpty();
        assertThat(config.graph()).isEmpty();
        assertThat(config.intune()).isEmpty();
        assertThat(config.management()).isEmpty();
        assertThat(config.serviceHosts()).isEmpty();
        assertThat(config.proxy()).isEmpty();
        assertThat(config.trust()).isEmpty();
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.budget()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.revocationInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void readsEveryKey() {
        AzureConfig config = read(Map.of(
                "privyseal.azure.authority", "https://login.example.test/",
                "privyseal.azure.graph", "https://graph.example.test",
                "privyseal.azure.intune", "https://intune.example.test/",
                "privyseal.azure.management", "https://arm.example.test/",
                "privyseal.azure.service-hosts", ".intune.example.test,one.example.test:8443",
                "privyseal.azure.proxy", "http://proxy.example.test:3128",
                "privyseal.azure.trust", "pem",
                "privyseal.azure.timeout", "3s",
                "privyseal.azure.budget", "9s",
                "privyseal.azure.revocation-interval", "0s"));

        assertThat(config.authority()).contains(URI.create("https://login.example.test/"));
        assertThat(config.graph()).contains(URI.create("https://graph.example.test"));
        assertThat(config.intune()).contains(URI.create("https://intune.example.test/"));
        assertThat(config.management()).contains(URI.create("https://arm.example.test/"));
        assertThat(config.serviceHosts()).contains(List.of(".intune.example.test", "one.example.test:8443"));
        assertThat(config.proxy()).contains(URI.create("http://proxy.example.test:3128"));
        assertThat(config.trust()).contains("pem");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.budget()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.revocationInterval()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://login.example.test/", "login.example.test", "https://me@login.example.test/", "https:/x"
            })
    void sendsSecretsNowhereWithoutTls(String authority) {
        AzureClouds clouds = new AzureClouds(read(Map.of("privyseal.azure.authority", authority)));

        assertThatThrownBy(() -> clouds.onStart(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("privyseal.azure.authority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void refusesTrustThatIsNone(String pem) {
        assertThatThrownBy(() -> TrustedRoots.context(pem, new SecureRandom()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("privyseal.azure.trust");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy.example.test:3128", "http://proxy.example.test", "proxy:3128"})
    void refusesAProxyThatCannotBeUsed(String proxy) {
        AzureConfig config = read(Map.of("privyseal.azure.proxy", proxy));

        assertThatThrownBy(() -> new MicrosoftHttp(config, new SecureRandom()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("privyseal.azure.proxy");
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE, https://login.microsoftonline.com/t/oauth2/v2.0/token, https://graph.microsoft.com/.default,"
                + " https://api.manage.microsoft.com//.default, https://management.azure.com/.default",
        "AZURE_US_GOVERNMENT, https://login.microsoftonline.us/t/oauth2/v2.0/token,"
                + " https://graph.microsoft.us/.default, https://api.manage.microsoft.us//.default,"
                + " https://management.usgovcloudapi.net/.default"
    })
    void knowsWhereMicrosoftHasItsServices(
            AzureEnvironment environment, String tokens, String graph, String intune, String management) {
        AzureClouds clouds = new AzureClouds(read(Map.of()));

        Credentials credentials =
                new Credentials(new AzureAccountId(1), environment, "t", "a", new ApplicationSecret("s"));
        assertThat(clouds.tokenEndpoint(credentials)).isEqualTo(URI.create(tokens));
        assertThat(clouds.scope(environment, Audience.GRAPH)).contains(graph);
        assertThat(clouds.scope(environment, Audience.INTUNE)).contains(intune);
        assertThat(clouds.scope(environment, Audience.MANAGEMENT)).contains(management);
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE, https://fef.msuc03.manage.microsoft.com/RACerts/Service, true",
        "AZURE, https://FEF.MSUC03.MANAGE.MICROSOFT.COM/, true",
        "AZURE, https://fef.msuc03.manage.microsoft.com:443/, true",
        "AZURE, https://fef.msuc03.manage.microsoft.com:8443/, false",
        "AZURE, https://manage.microsoft.com/, false",
        "AZURE, https://evilmanage.microsoft.com/, false",
        "AZURE, https://manage.microsoft.com.evil.example.test/, false",
        "AZURE, https://x.manage.microsoft.us/, false",
        "AZURE, http://fef.msuc03.manage.microsoft.com/, false",
        "AZURE_US_GOVERNMENT, https://x.manage.microsoft.us/, true",
        "AZURE_CHINA, https://fef.cnpasu01.manage.microsoftonline.cn/, true",
        "AZURE_GERMANY, https://x.manage.microsoft.com/, false"
    })
    void believesInHostsOfMicrosoftOnly(AzureEnvironment environment, String uri, boolean believed) {
        AzureClouds clouds = new AzureClouds(read(Map.of()));

        assertThat(clouds.isService(environment, URI.create(uri))).isEqualTo(believed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.intune.example.test/, true",
        "https://one.example.test:8443/x, true",
        "https://one.example.test/, false",
        "https://two.example.test/, true",
        "https://fef.msuc03.manage.microsoft.com/, false"
    })
    void believesInConfiguredHostsInstead(String uri, boolean believed) {
        AzureClouds clouds = new AzureClouds(read(Map.of(
                "privyseal.azure.service-hosts", ".intune.example.test, one.example.test:8443, two.example.test")));

        assertThat(clouds.isService(AzureEnvironment.AZURE, URI.create(uri))).isEqualTo(believed);
    }

    private static AzureConfig read(Map<String, String> values) {
        Converter<Duration> durations = new DurationConverter();
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, durations)
                .withDefaultValues(values)
                .withMapping(AzureConfig.class)
                .build()
                .getConfigMapping(AzureConfig.class);
    }
}
