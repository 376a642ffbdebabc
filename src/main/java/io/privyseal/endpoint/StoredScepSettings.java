package io.privyseal.endpoint;

import io.privyseal.authority.AuthorityId;
import io.privyseal.endpoint.ScepSettings.CaCertFormat;
import io.privyseal.endpoint.ScepSettings.LegacyAlgorithm;
import io.privyseal.platform.AddressRange;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings as their column holds them, in JSON of plain values; what is secret has its own column, and what can be deleted. */
@RegisterForReflection(registerFullHierarchy = true)
record StoredScepSettings(
        CaCertFormat caCertFormat,
        boolean chainInAnswers,
        List<LegacyAlgorithm> legacyAlgorithms,
        boolean keyReuseAtRenewal,
        @Nullable Integer renewalWindowDays,
        boolean renewalNeedsChallenge,
        List<String> trustAnchors,
        @Nullable String webhookUrl,
        long webhookTimeoutSeconds,
        List<String> networks,
        @Nullable Long nextIssuer) {

    static StoredScepSettings from(ScepSettings settings) {
        ChallengeWebhook webhook = settings.webhook();
        AuthorityId nextIssuer = settings.nextIssuer();
        return new StoredScepSettings(
                settings.caCertFormat(),
                settings.chainInAnswers(),
                settings.legacyAlgorithms().stream().sorted().toList(),
                settings.keyReuseAtRenewal(),
                settings.renewalWindowDays(),
                settings.renewalNeedsChallenge(),
                TrustAnchors.write(settings.trustAnchors()),
                webhook == null ? null : webhook.url().toString(),
                webhook == null ? 0 : webhook.timeout().toSeconds(),
                settings.networks().stream().map(AddressRange::toString).toList(),
                nextIssuer == null ? null : nextIssuer.value());
    }

    ScepSettings toDomain(@Nullable MacKey webhookKey, @Nullable Long azureAccount) {
        return new ScepSettings(
                caCertFormat,
                chainInAnswers,
                Set.copyOf(legacyAlgorithms),
                keyReuseAtRenewal,
                renewalWindowDays,
                renewalNeedsChallenge,
                TrustAnchors.read(trustAnchors),
                webhookUrl == null || webhookKey == null
                        ? null
                        : new ChallengeWebhook(
                                URI.create(webhookUrl), webhookKey, Duration.ofSeconds(webhookTimeoutSeconds)),
                azureAccount,
                networks.stream().map(AddressRange::of).toList(),
                nextIssuer == null ? null : new AuthorityId(nextIssuer));
    }
}
