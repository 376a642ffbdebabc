package io.privyseal.rest.endpoint;

import static io.privyseal.rest.endpoint.Fields.certificates;
import static io.privyseal.rest.endpoint.Fields.constant;
import static io.privyseal.rest.endpoint.Fields.invalid;
import static io.privyseal.rest.endpoint.Fields.or;
import static io.privyseal.rest.endpoint.Fields.ranges;
import static io.privyseal.rest.endpoint.Fields.require;
import static io.privyseal.rest.endpoint.Fields.shown;
import static io.privyseal.rest.endpoint.Fields.word;
import static io.privyseal.rest.endpoint.Fields.zeroAsNull;

import io.privyseal.authority.AuthorityId;
import io.privyseal.endpoint.ChallengeWebhook;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.MacKey;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.ScepSettings.CaCertFormat;
import io.privyseal.endpoint.ScepSettings.LegacyAlgorithm;
import io.privyseal.platform.AddressRange;
import io.privyseal.rest.Bodies;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The settings of a SCEP endpoint; in a request, what is left out stays as it is, or as the default says. */
@Schema(name = "ScepEndpointSettings")
record ScepMessage(
        @Schema(description = "Whether clients are served; default: true") @Nullable
        Boolean enabled,

        @Schema(
                description = "What GetCACert answers; default: ra_and_issuer",
                enumeration = {"ra_and_issuer", "issuer_only", "ra_issuer_root"})
        @Nullable
        String caCertFormat,

        @Schema(description = "Whether answers hold the issuer's chain beside the certificate; default: false")
        @Nullable
        Boolean chainInAnswers,

        @Schema(description = "Old algorithms that clients may use: des_ede3, sha1; default: none") @Nullable
        List<@Nullable String> legacyAlgorithms,

        @Schema(description = "Whether a renewal may have the old certificate's key; default: true") @Nullable
        Boolean keyReuseAtRenewal,

        @Schema(description = "How many days before its end a certificate can be renewed; 0, the default, for any time")
        @Nullable
        Integer renewalWindowDays,

        @Schema(description = "Whether a renewal has to bring a challenge; default: false") @Nullable
        Boolean renewalNeedsChallenge,

        @Schema(description = "Outside CAs, in PEM: who has a certificate of theirs enrolls without a challenge")
        @Nullable
        List<@Nullable String> trustAnchors,

        @Nullable Webhook webhook,

        @Schema(description = "Of an Intune endpoint: the Azure account by which Microsoft is asked") @Nullable
        Long azureAccountId,

        @Schema(description = "Addresses and networks that clients may come from; empty for all") @Nullable
        List<@Nullable String> networks,

        @Schema(description = "The issuing CA that GetNextCACert announces; 0, the default, for none") @Nullable
        Long nextIssuerId) {

    /** Who is asked whether a challenge is good. */
    @Schema(name = "ScepChallengeWebhook")
    record Webhook(
            @Schema(description = "An https URL; empty for no webhook") @Nullable
            String url,

            @Schema(description = "Signs the questions; never shown", writeOnly = true, minLength = 32) @Nullable
            String secret,

            @Schema(description = "After which the answer is no; default: 5") @Nullable
            Long timeoutSeconds) {
        static Webhook from(ChallengeWebhook webhook) {
            return new Webhook(webhook.url().toString(), null, webhook.timeout().toSeconds());
        }

        @Nullable
        ChallengeWebhook applyTo(@Nullable ChallengeWebhook current) {
            if (url != null && url.isBlank()) {
                return null;
            }
            return new ChallengeWebhook(
                    url == null ? require("scep.webhook.url", current).url() : address(url.strip()),
                    secret == null
                            ? require("scep.webhook.secret", current).key()
                            : new MacKey(secret.getBytes(StandardCharsets.UTF_8)),
                    timeout(current));
        }

        private Duration timeout(@Nullable ChallengeWebhook current) {
            if (timeoutSeconds == null) {
                return current == null ? ChallengeWebhook.DEFAULT_TIMEOUT : current.timeout();
            }
            try {
                return Duration.ofSeconds(timeoutSeconds);
            } catch (ArithmeticException _) {
                throw invalid("scep.webhook.timeoutSeconds");
            }
        }

        private static URI address(String text) {
            try {
                return new URI(text);
            } catch (URISyntaxException _) {
                throw invalid("scep.webhook.url");
            }
        }
    }

    static ScepMessage from(EnrollmentEndpoint endpoint) {
        ScepSettings settings = endpoint.scep();
        ChallengeWebhook webhook = settings.webhook();
        AuthorityId nextIssuer = settings.nextIssuer();
        return new ScepMessage(
                endpoint.enabled(),
                word(settings.caCertFormat()),
                settings.chainInAnswers(),
                shown(settings.legacyAlgorithms().stream().sorted().toList(), Fields::word),
                settings.keyReuseAtRenewal(),
                settings.renewalWindowDays(),
                settings.renewalNeedsChallenge(),
                shown(settings.trustAnchors(), Fields::pem),
                webhook == null ? null : Webhook.from(webhook),
                settings.azureAccount(),
                shown(settings.networks(), AddressRange::toString),
                nextIssuer == null ? null : nextIssuer.value());
    }

    boolean enabledOr(boolean current) {
        return or(enabled, current);
    }

    ScepSettings applyTo(ScepSettings current) {
        return new ScepSettings(
                caCertFormat == null
                        ? current.caCertFormat()
                        : constant("scep.caCertFormat", caCertFormat, CaCertFormat.values()),
                or(chainInAnswers, current.chainInAnswers()),
                legacyAlgorithms == null ? current.legacyAlgorithms() : legacy(legacyAlgorithms),
                or(keyReuseAtRenewal, current.keyReuseAtRenewal()),
                zeroAsNull(renewalWindowDays, current.renewalWindowDays()),
                or(renewalNeedsChallenge, current.renewalNeedsChallenge()),
                trustAnchors == null ? current.trustAnchors() : certificates("scep.trustAnchors", trustAnchors),
                webhook == null ? current.webhook() : webhook.applyTo(current.webhook()),
                azureAccountId == null ? current.azureAccount() : azureAccountId,
                networks == null ? current.networks() : ranges("scep.networks", networks),
                nextIssuerId == null ? current.nextIssuer() : nextIssuer(nextIssuerId));
    }

    private static @Nullable AuthorityId nextIssuer(long id) {
        return id == 0 ? null : new AuthorityId(id);
    }

    private static Set<LegacyAlgorithm> legacy(List<@Nullable String> words) {
        return Bodies.entries(words).stream()
                .map(word -> constant("scep.legacyAlgorithms", word, LegacyAlgorithm.values()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
