package io.privyseal.rest.endpoint;

import static io.privyseal.rest.endpoint.Fields.constant;
import static io.privyseal.rest.endpoint.Fields.emptyAsNull;
import static io.privyseal.rest.endpoint.Fields.invalid;
import static io.privyseal.rest.endpoint.Fields.or;
import static io.privyseal.rest.endpoint.Fields.ranges;
import static io.privyseal.rest.endpoint.Fields.require;
import static io.privyseal.rest.endpoint.Fields.shown;
import static io.privyseal.rest.endpoint.Fields.word;

import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.AcmeSettings.About;
import io.privyseal.endpoint.AcmeSettings.Approval;
import io.privyseal.endpoint.AcmeSettings.Lifetimes;
import io.privyseal.endpoint.ChallengeType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.IdentifierType;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.platform.AddressRange;
import io.privyseal.profile.ProfileId;
import io.privyseal.rest.Bodies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The settings of an ACME endpoint; in a request, what is left out stays as it is, or as the default says. */
@Schema(name = "AcmeEndpointSettings")
record AcmeMessage(
        @Schema(description = "Whether clients are served; default: true") @Nullable
        Boolean enabled,

        @Schema(description = "What clients may choose from; the first is for those that do not choose", minItems = 1)
        @Nullable
        List<@Nullable Profile> profiles,

        @Schema(description = "http-01, dns-01, tls-alpn-01; default: all") @Nullable
        List<@Nullable String> challengeTypes,

        @Schema(description = "dns, ip; default: dns") @Nullable
        List<@Nullable String> identifierTypes,

        @Schema(description = "In one order; default: 100") @Nullable
        Integer maximumIdentifiers,

        @Schema(
                description = "Whether clients must bind themselves to an external account; default: required",
                enumeration = {"required", "optional", "none"})
        @Nullable
        String externalAccounts,

        @Schema(
                description =
                        "false grants all names of the organization, without a proof, to accounts that are bound to an"
                                + " external account; default: true")
        @Nullable
        Boolean namesNeedProof,

        @Schema(
                description = "With administrator, each order waits for one; default: automatic",
                enumeration = {"automatic", "administrator"})
        @Nullable
        String approval,

        @Schema(description = "Default: a week") @Nullable Long orderLifetimeSeconds,

        @Schema(description = "How long a proven name stays proven; default: 30 days") @Nullable
        Long authorizationLifetimeSeconds,

        @Schema(description = "Whether later orders profit from that; default: true") @Nullable
        Boolean reuseAuthorizations,

        @Schema(description = "Addresses and networks that clients may come from; empty for all") @Nullable
        List<@Nullable String> networks,

        @Schema(
                description =
                        "Whether what leads to the server's own host may be validated; for an MRAO to allow; default: false")
        @Nullable
        Boolean loopbackTargets,

        @Nullable Limits rateLimits,
        @Nullable String termsOfService,
        @Nullable String website,

        @Schema(description = "Names by which CAA records call the CA") @Nullable
        List<@Nullable String> caaIdentities) {

    /** A certificate profile as clients see it. */
    @Schema(name = "AcmeOfferedProfile")
    record Profile(
            @Schema(required = true, description = "By which clients ask for it") @Nullable
            String name,

            @Schema(required = true) @Nullable Long profileId,
            @Nullable String description,

            @Schema(description = "Days of validity; the profile's shortest when left out") @Nullable
            Integer termDays) {
        static Profile from(OfferedProfile offered) {
            return new Profile(offered.name(), offered.profile().value(), offered.description(), offered.termDays());
        }

        OfferedProfile toDomain() {
            return new OfferedProfile(
                    require("acme.profiles.name", name),
                    new ProfileId(require("acme.profiles.profileId", profileId)),
                    description == null ? "" : description,
                    termDays);
        }
    }

    /** How much an endpoint does for one client; 0 is without limit. */
    @Schema(name = "AcmeRateLimits")
    record Limits(
            @Nullable Integer ordersPerAccountPerHour,
            @Nullable Integer accountsPerAddressPerHour,

            @Schema(description = "Per account and name") @Nullable
            Integer failedValidationsPerHour,

            @Nullable Integer ordersPerAddressPerMinute,

            @Schema(description = "Per registered name") @Nullable
            Integer certificatesPerNamePerWeek,

            @Schema(description = "For exactly the same names") @Nullable
            Integer duplicatesPerWeek,

            @Schema(description = "Failed validations of a name in a row, after which it is paused for the account")
            @Nullable
            Integer pauseAfterFailures) {
        static Limits from(RateLimits limits) {
            return new Limits(
                    limits.ordersPerAccountPerHour(),
                    limits.accountsPerAddressPerHour(),
                    limits.failedValidationsPerHour(),
                    limits.ordersPerAddressPerMinute(),
                    limits.certificatesPerNamePerWeek(),
                    limits.duplicatesPerWeek(),
                    limits.pauseAfterFailures());
        }

        RateLimits applyTo(RateLimits limits) {
            return new RateLimits(
                    or(ordersPerAccountPerHour, limits.ordersPerAccountPerHour()),
                    or(accountsPerAddressPerHour, limits.accountsPerAddressPerHour()),
                    or(failedValidationsPerHour, limits.failedValidationsPerHour()),
                    or(ordersPerAddressPerMinute, limits.ordersPerAddressPerMinute()),
                    or(certificatesPerNamePerWeek, limits.certificatesPerNamePerWeek()),
                    or(duplicatesPerWeek, limits.duplicatesPerWeek()),
                    or(pauseAfterFailures, limits.pauseAfterFailures()));
        }
    }

    static AcmeMessage from(EnrollmentEndpoint endpoint) {
        AcmeSettings settings = endpoint.acme();
        return new AcmeMessage(
                endpoint.enabled(),
                shown(settings.profiles(), Profile::from),
                words(settings.challenges(), ChallengeType::wireName),
                words(settings.identifiers(), IdentifierType::wireName),
                settings.mostIdentifiers(),
                word(settings.externalAccounts()),
                settings.namesNeedProof(),
                word(settings.approval()),
                settings.lifetimes().order().toSeconds(),
                settings.lifetimes().authorization().toSeconds(),
                settings.lifetimes().authorizationsAreReused(),
                shown(settings.networks(), AddressRange::toString),
                settings.loopbackTargets(),
                Limits.from(settings.limits()),
                settings.about().termsOfService(),
                settings.about().website(),
                shown(settings.about().caaIdentities(), Function.identity()));
    }

    boolean enabledOr(boolean current) {
        return enabled == null ? current : enabled;
    }

    /** The settings of a new endpoint. */
    AcmeSettings toDomain() {
        return applyTo(AcmeSettings.of(offered(require("acme.profiles", profiles))));
    }

    AcmeSettings applyTo(AcmeSettings current) {
        return new AcmeSettings(
                profiles == null ? current.profiles() : offered(profiles),
                challengeTypes == null
                        ? current.challenges()
                        : read("acme.challengeTypes", challengeTypes, ChallengeType::named),
                identifierTypes == null
                        ? current.identifiers()
                        : read("acme.identifierTypes", identifierTypes, IdentifierType::named),
                or(maximumIdentifiers, current.mostIdentifiers()),
                externalAccounts == null
                        ? current.externalAccounts()
                        : constant("acme.externalAccounts", externalAccounts, ExternalAccountPolicy.values()),
                or(namesNeedProof, current.namesNeedProof()),
                approval == null ? current.approval() : constant("acme.approval", approval, Approval.values()),
                lifetimes(current.lifetimes()),
                networks == null ? current.networks() : ranges("acme.networks", networks),
                or(loopbackTargets, current.loopbackTargets()),
                rateLimits == null ? current.limits() : rateLimits.applyTo(current.limits()),
                about(current.about()));
    }

    private Lifetimes lifetimes(Lifetimes current) {
        return new Lifetimes(
                seconds("acme.orderLifetimeSeconds", orderLifetimeSeconds, current.order()),
                seconds("acme.authorizationLifetimeSeconds", authorizationLifetimeSeconds, current.authorization()),
                or(reuseAuthorizations, current.authorizationsAreReused()));
    }

    private About about(About current) {
        return new About(
                termsOfService == null ? current.termsOfService() : emptyAsNull(termsOfService),
                website == null ? current.website() : emptyAsNull(website),
                caaIdentities == null ? current.caaIdentities() : Bodies.entries(caaIdentities));
    }

    private static Duration seconds(String field, @Nullable Long seconds, Duration current) {
        try {
            return seconds == null ? current : Duration.ofSeconds(seconds);
        } catch (ArithmeticException _) {
            throw invalid(field);
        }
    }

    private static List<OfferedProfile> offered(List<@Nullable Profile> profiles) {
        return Bodies.entries(profiles).stream().map(Profile::toDomain).toList();
    }

    private static <T> Set<T> read(String field, List<@Nullable String> words, Function<String, Optional<T>> meaning) {
        return Bodies.entries(words).stream()
                .map(word -> meaning.apply(word.strip()).orElseThrow(() -> invalid(field)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** In the order of their declaration, so that answers do not differ from one server to the next. */
    private static <E extends Enum<E>> List<@Nullable String> words(Set<E> constants, Function<E, String> word) {
        return shown(constants.stream().sorted().toList(), word);
    }
}
