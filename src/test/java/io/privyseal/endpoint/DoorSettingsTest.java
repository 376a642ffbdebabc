package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.EstSettings.ChannelBinding;
import io.privyseal.endpoint.ScepSettings.CaCertFormat;
import io.privyseal.endpoint.ScepSettings.LegacyAlgorithm;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Refusal;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of SCEP and EST endpoints, and how they are stored. */
class DoorSettingsTest {
    private static final X509Certificate ANCHOR = TestAnchors.issue("CN=Maker", true);
    private static final MacKey KEY = new MacKey(new byte[32]);
    private static final ChallengeWebhook WEBHOOK =
            new ChallengeWebhook(URI.create("https://hook.example.test/scep"), KEY, Duration.ofSeconds(3));

    @Test
    void beginsWithoutOldAlgorithmsAndWithoutFreeChoiceOfTrust() {
        assertThat(ScepSettings.DEFAULT.allows(LegacyAlgorithm.DES_EDE3)).isFalse();
        assertThat(ScepSettings.DEFAULT.allows(LegacyAlgorithm.SHA1)).isFalse();
        assertThat(ScepSettings.DEFAULT.trustAnchors()).isEmpty();
        assertThat(ScepSettings.DEFAULT.caCertFormat()).isEqualTo(CaCertFormat.RA_AND_ISSUER);
        assertThat(EstSettings.DEFAULT.trustAnchors()).isEmpty();
        assertThat(EstSettings.DEFAULT.wrapsBase64()).isFalse();
        assertThat(EstSettings.DEFAULT.channelBinding()).isEqualTo(ChannelBinding.IGNORE_ABSENT);
    }

    @Test
    void readsBackWhatItStored() {
        ScepSettings scep = scep(30, List.of(ANCHOR), WEBHOOK, null, List.of(AddressRange.of("10.0.0.0/8")));
        assertThat(StoredScepSettings.from(scep).toDomain(KEY, null)).isEqualTo(scep);
        ScepSettings intune = scep(null, List.of(), null, 7L, List.of());
        assertThat(StoredScepSettings.from(intune).toDomain(null, 7L)).isEqualTo(intune);
        EstSettings est = new EstSettings(
                true,
                ChannelBinding.REQUIRED,
                14,
                List.of(ANCHOR),
                true,
                false,
                true,
                List.of(AddressRange.of("2001:db8::/32")));
        assertThat(StoredEstSettings.from(est).toDomain()).isEqualTo(est);
    }

    @Test
    void storesNoSecretBesideTheSettings() {
        assertThat(StoredScepSettings.from(scep(null, List.of(), WEBHOOK, null, List.of()))
                        .toString())
                .contains("hook.example.test")
                .doesNotContain("secret");
        assertThat(WEBHOOK.toString()).contains("MacKey[secret]");
    }

    @Test
    void admitsTheNetworksThatItHas() {
        ScepSettings limited = scep(null, List.of(), null, null, List.of(AddressRange.of("10.0.0.0/8")));
        assertThat(limited.admits(AddressRange.address("10.1.2.3"))).isTrue();
        assertThat(limited.admits(AddressRange.address("192.0.2.1"))).isFalse();
        assertThat(EstSettings.DEFAULT.admits(AddressRange.address("192.0.2.1")))
                .isTrue();
    }

    @Test
    void refusesWhatCannotWork() {
        X509Certificate device = TestAnchors.issue("CN=Device", false);
        refuses("scep.trustAnchors", () -> scep(null, List.of(device), null, null, List.of()));
        refuses("scep.trustAnchors", () -> scep(null, Collections.nCopies(33, ANCHOR), null, null, List.of()));
        refuses("scep.renewalWindowDays", () -> scep(0, List.of(), null, null, List.of()));
        refuses("scep.renewalWindowDays", () -> scep(3_661, List.of(), null, null, List.of()));
        refuses("scep.webhook", () -> scep(null, List.of(), WEBHOOK, 1L, List.of()));
        refuses(
                "scep.networks",
                () -> scep(null, List.of(), null, null, Collections.nCopies(65, AddressRange.of("10.0.0.0/8"))));
        refuses(
                "est.trustAnchors",
                () -> new EstSettings(
                        false, ChannelBinding.IGNORE_ABSENT, null, List.of(device), false, false, false, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://hook.example.test/", "ftp://hook.example.test/", "https:///x", "https://a:b@hook.test/"})
    void asksAWebhookByHttpsOnly(String url) {
        refuses("scep.webhook.url", () -> new ChallengeWebhook(URI.create(url), KEY, Duration.ofSeconds(1)));
    }

    @Test
    void wantsALongKeyAndAShortTimeOfAWebhook() {
        URI url = URI.create("https://hook.example.test/");
        refuses(
                "scep.webhook.secret",
                () -> new ChallengeWebhook(url, new MacKey(new byte[31]), Duration.ofSeconds(1)));
        for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(31), Duration.ofSeconds(Long.MIN_VALUE))) {
            refuses("scep.webhook.timeoutSeconds", () -> new ChallengeWebhook(url, KEY, timeout));
        }
    }

    @Test
    void refusesScriptsInTheLinkForPeople() {
        refuses("config.enrollmentLinkAddress", () -> page("javascript:alert(1)"));
        refuses("config.enrollmentLinkAddress", () -> page("help"));
        assertThat(page(" https://help.example.test/a?b=c ").linkAddress())
                .isEqualTo("https://help.example.test/a?b=c");
        assertThat(page("").linkAddress()).isNull();
    }

    private static EndpointPage page(String link) {
        return new EndpointPage(null, null, link, null, null, null);
    }

    private static ScepSettings scep(
            @Nullable Integer window,
            List<X509Certificate> anchors,
            @Nullable ChallengeWebhook webhook,
            @Nullable Long azureAccount,
            List<AddressRange> networks) {
        return new ScepSettings(
                CaCertFormat.ISSUER_ONLY,
                true,
                Set.of(LegacyAlgorithm.SHA1),
                false,
                window,
                true,
                anchors,
                webhook,
                azureAccount,
                networks);
    }

    private static void refuses(String field, ThrowingCallable action) {
        assertThatThrownBy(action)
                .hasMessageContaining("'" + field + "'")
                .extracting("reason")
                .isEqualTo(Refusal.INVALID_FIELD);
    }
}
