package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.privyseal.endpoint.AcmeSettings.About;
import io.privyseal.endpoint.AcmeSettings.Approval;
import io.privyseal.endpoint.AcmeSettings.Lifetimes;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.StarterProfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcmeSettingsTest {
    private static final OfferedProfile DEFAULT = offered("default");
    private static final AcmeSettings PLAIN = AcmeSettings.of(List.of(DEFAULT));

    @Test
    void isStrictWhereNothingIsSaid() {
        assertThat(PLAIN.externalAccounts()).isEqualTo(ExternalAccountPolicy.REQUIRED);
        assertThat(PLAIN.namesNeedProof()).isTrue();
        assertThat(PLAIN.loopbackTargets()).isFalse();
        assertThat(PLAIN.identifiers()).containsExactly(IdentifierType.DNS);
        assertThat(PLAIN.mostIdentifiers()).isEqualTo(100);
    }

    @Test
    void needsAProfileAndOneOfEachName() {
        refuses("acme.profiles", () -> AcmeSettings.of(List.of()));
        refuses("acme.profiles", () -> AcmeSettings.of(List.of(DEFAULT, offered("other"), offered("default"))));
        List<OfferedProfile> many = new ArrayList<>();
        for (int i = 0; i <= 32; i++) {
            many.add(offered("p" + i));
        }
        refuses("acme.profiles", () -> AcmeSettings.of(many));
        assertThat(AcmeSettings.of(many.subList(0, 32)).profiles()).hasSize(32);
    }

    @Test
    void givesTheFirstProfileToWhomeverNamesNone() {
        AcmeSettings settings = AcmeSettings.of(List.of(offered("short"), DEFAULT));
        assertThat(settings.defaultProfile().name()).isEqualTo("short");
        assertThat(settings.profile("default")).contains(DEFAULT);
        assertThat(settings.profile("Default")).isEmpty();
    }

    @Test
    void asksForTheShortestTermUnlessToldAnother() {
        var rules = StarterProfiles.ACME_SSL.rules();
        assertThat(DEFAULT.termIn(rules)).isEqualTo(30);
        assertThat(new OfferedProfile("a", new ProfileId(1), "", 365).termIn(rules))
                .isEqualTo(365);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", ".a", "a b", "a/b", "a\n", "ä", "a\u0000"})
    void refusesProfileNamesThatNeedEscaping(String name) {
        refuses("acme.profiles.name", () -> offered(name));
        refuses("acme.profiles.name", () -> offered("x".repeat(65)));
    }

    @Test
    void refusesADescriptionWithControlCharacters() {
        refuses("acme.profiles.description", () -> new OfferedProfile("a", new ProfileId(1), "a\u0007", null));
    }

    @Test
    void refusesToGrantNamesToStrangers() {
        refuses("acme.namesNeedProof", () -> settings(ExternalAccountPolicy.OPTIONAL, false, Set.of()));
        refuses("acme.namesNeedProof", () -> settings(ExternalAccountPolicy.NONE, false, Set.of()));
        assertThat(settings(ExternalAccountPolicy.REQUIRED, false, Set.of()).challenges())
                .isEmpty();
    }

    @Test
    void refusesNamesThatCannotBeProven() {
        refuses("acme.challengeTypes", () -> settings(ExternalAccountPolicy.NONE, true, Set.of()));
        refuses("acme.challengeTypes", () -> settings(ExternalAccountPolicy.NONE, true, Set.of(ChallengeType.DNS_01)));
        settings(ExternalAccountPolicy.NONE, true, Set.of(ChallengeType.DNS_01, ChallengeType.HTTP_01));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 59, -1, 398L * 86_400 + 1})
    void refusesLifetimesOutOfBounds(long seconds) {
        refuses(
                "acme.orderLifetimeSeconds",
                () -> new Lifetimes(Duration.ofSeconds(seconds), Duration.ofDays(1), true));
        refuses(
                "acme.authorizationLifetimeSeconds",
                () -> new Lifetimes(Duration.ofDays(1), Duration.ofSeconds(seconds), true));
    }

    @Test
    void refusesLimitsOutOfBounds() {
        refuses("acme.rateLimits.duplicatesPerWeek", () -> new RateLimits(0, 0, 0, 0, 0, -1, 0));
        refuses("acme.rateLimits.ordersPerAccountPerHour", () -> new RateLimits(1_000_001, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://ca.test", "javascript:alert(1)", "https://", "//ca.test", "https://ca.test/a b", "x"})
    void refusesAddressesThatAreNoWebPages(String url) {
        refuses("acme.website", () -> new About(null, url, List.of()));
        refuses("acme.termsOfService", () -> new About(url, null, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.ca.test", "ca_test", "ca..test", "192.0.2.1"})
    void refusesCaaIdentitiesThatAreNoNames(String name) {
        refuses("acme.caaIdentities", () -> new About(null, null, List.of(name)));
    }

    @Test
    void writesCaaIdentitiesAsCaaRecordsDo() {
        assertThat(new About(null, null, List.of("CA.Example.test", "ca.example.test")).caaIdentities())
                .containsExactly("ca.example.test");
    }

    @Test
    void admitsEverybodyUnlessNetworksAreListed() {
        assertThat(PLAIN.admits(AddressRange.address("203.0.113.1"))).isTrue();
        AcmeSettings limited = full();
        assertThat(limited.admits(AddressRange.address("10.1.2.3"))).isTrue();
        assertThat(limited.admits(AddressRange.address("2001:db8::1"))).isTrue();
        assertThat(limited.admits(AddressRange.address("11.1.2.3"))).isFalse();
        assertThat(limited.admits(AddressRange.address("::1"))).isFalse();
    }

    @Test
    void staysTheSameThroughItsColumn() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (AcmeSettings settings : List.of(PLAIN, full())) {
            String column = json.writeValueAsString(StoredAcmeSettings.from(settings));
            assertThat(json.readValue(column, StoredAcmeSettings.class).toDomain())
                    .isEqualTo(settings);
        }
    }

    @Test
    void refusesAColumnThatSomebodySpoilt() throws Exception {
        ObjectMapper json = new ObjectMapper();
        String column = json.writeValueAsString(StoredAcmeSettings.from(PLAIN));
        StoredAcmeSettings spoilt = json.readValue(
                column.replace("\"mostIdentifiers\":100", "\"mostIdentifiers\":0"), StoredAcmeSettings.class);
        refuses("acme.maximumIdentifiers", spoilt::toDomain);
    }

    private static AcmeSettings full() {
        return new AcmeSettings(
                List.of(DEFAULT, new OfferedProfile("long", new ProfileId(2), "A year", 365)),
                Set.of(ChallengeType.HTTP_01),
                Set.of(IdentifierType.values()),
                5,
                ExternalAccountPolicy.OPTIONAL,
                true,
                Approval.ADMINISTRATOR,
                new Lifetimes(Duration.ofHours(1), Duration.ofMinutes(1), false),
                List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("2001:db8::/32")),
                true,
                new RateLimits(1, 2, 3, 4, 5, 6, 7),
                new About("https://ca.test/terms", "http://ca.test", List.of("ca.test")));
    }

    private static AcmeSettings settings(
            ExternalAccountPolicy policy, boolean namesNeedProof, Set<ChallengeType> challenges) {
        return new AcmeSettings(
                List.of(DEFAULT),
                challenges,
                Set.of(IdentifierType.values()),
                100,
                policy,
                namesNeedProof,
                Approval.AUTOMATIC,
                Lifetimes.DEFAULT,
                List.of(),
                false,
                RateLimits.DEFAULT,
                About.NOTHING);
    }

    private static OfferedProfile offered(String name) {
        return new OfferedProfile(name, new ProfileId(1), "", null);
    }

    private static void refuses(String field, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.INVALID_FIELD))
                .hasMessageContaining("'" + field + "'");
    }
}
