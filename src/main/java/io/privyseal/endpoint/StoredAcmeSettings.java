package io.privyseal.endpoint;

import io.privyseal.endpoint.AcmeSettings.About;
import io.privyseal.endpoint.AcmeSettings.Approval;
import io.privyseal.endpoint.AcmeSettings.Lifetimes;
import io.privyseal.platform.AddressRange;
import io.privyseal.profile.ProfileId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings as their column holds them, in JSON of plain values. */
@RegisterForReflection(registerFullHierarchy = true)
record StoredAcmeSettings(
        List<Profile> profiles,
        List<ChallengeType> challenges,
        List<IdentifierType> identifiers,
        int mostIdentifiers,
        ExternalAccountPolicy externalAccounts,
        boolean namesNeedProof,
        Approval approval,
        long orderSeconds,
        long authorizationSeconds,
        boolean authorizationsAreReused,
        List<String> networks,
        boolean loopbackTargets,
        RateLimits limits,
        @Nullable String termsOfService,
        @Nullable String website,
        List<String> caaIdentities) {

    record Profile(
            String name,
            long profile,
            String description,
            @Nullable Integer termDays) {
        static Profile from(OfferedProfile offered) {
            return new Profile(offered.name(), offered.profile().value(), offered.description(), offered.termDays());
        }

        OfferedProfile toDomain() {
            return new OfferedProfile(name, new ProfileId(profile), description, termDays);
        }
    }

    static StoredAcmeSettings from(AcmeSettings settings) {
        return new StoredAcmeSettings(
                settings.profiles().stream().map(Profile::from).toList(),
                settings.challenges().stream().sorted().toList(),
                settings.identifiers().stream().sorted().toList(),
                settings.mostIdentifiers(),
                settings.externalAccounts(),
                settings.namesNeedProof(),
                settings.approval(),
                settings.lifetimes().order().toSeconds(),
                settings.lifetimes().authorization().toSeconds(),
                settings.lifetimes().authorizationsAreReused(),
                settings.networks().stream().map(AddressRange::toString).toList(),
                settings.loopbackTargets(),
                settings.limits(),
                settings.about().termsOfService(),
                settings.about().website(),
                settings.about().caaIdentities());
    }

    AcmeSettings toDomain() {
        return new AcmeSettings(
                profiles.stream().map(Profile::toDomain).toList(),
                Set.copyOf(challenges),
                Set.copyOf(identifiers),
                mostIdentifiers,
                externalAccounts,
                namesNeedProof,
                approval,
                new Lifetimes(
                        Duration.ofSeconds(orderSeconds),
                        Duration.ofSeconds(authorizationSeconds),
                        authorizationsAreReused),
                networks.stream().map(AddressRange::of).toList(),
                loopbackTargets,
                limits,
                new About(termsOfService, website, caaIdentities));
    }
}
