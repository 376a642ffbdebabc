package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final String ROOT = "https://example.com/acme/";

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void writesTheDirectory() {
        SequencedMap<String, String> profiles = new LinkedHashMap<>();
        profiles.put("server", "https://example.com/docs/profiles#server");
        profiles.put("device", "For devices that do not renew by themselves");
        Directory directory = new Directory(
                ROOT + "new-nonce",
                ROOT + "new-account",
                ROOT + "new-order",
                ROOT + "new-authz",
                ROOT + "revoke-cert",
                ROOT + "key-change",
                ROOT + "renewal-info",
                new Directory.Meta(
                        ROOT + "terms/2017-5-30", "https://www.example.com/", List.of("example.com"), false, profiles));

        Fixtures.assertSays("directory", directory.toJson());
    }

    @Test
    void leavesOutWhatTheDirectoryDoesNotOffer() {
        Directory directory = new Directory(
                "n",
                "a",
                "o",
                null,
                "r",
                "k",
                null,
                new Directory.Meta(null, null, List.of(), true, new LinkedHashMap<>()));

        assertThat(text(directory.toJson()))
                .isEqualTo("{\"newNonce\":\"n\",\"newAccount\":\"a\",\"newOrder\":\"o\",\"revokeCert\":\"r\","
                        + "\"keyChange\":\"k\",\"meta\":{\"externalAccountRequired\":true}}");
    }

    @Test
    void writesAnAccount() {
        AccountAnswer account = new AccountAnswer(
                AccountStatus.VALID,
                List.of(new Contact("mailto:cert-admin@example.org"), new Contact("mailto:admin@example.org")),
                true,
                ROOT + "orders/rzGoeA",
                null);

        Fixtures.assertSays("account", account.toJson());
    }

    @Test
    void writesTheBindingOfAnAccountAsItCame() {
        String binding = ClientKey.flattened("e30", "e30", "AA");

        assertThat(text(new AccountAnswer(AccountStatus.DEACTIVATED, List.of(), null, "o", binding).toJson()))
                .isEqualTo("{\"status\":\"deactivated\",\"externalAccountBinding\":" + binding + ",\"orders\":\"o\"}");
    }

    @Test
    void writesTheListOfOrders() {
        Fixtures.assertSays(
                "orders",
                new OrdersListAnswer(List.of(ROOT + "order/TOlocE8rfgo", ROOT + "order/4E16bbL5iSw")).toJson());
        assertThat(text(new OrdersListAnswer(List.of()).toJson())).isEqualTo("{\"orders\":[]}");
    }

    @Test
    void writesAnOrder() {
        OrderAnswer order = new OrderAnswer(
                OrderStatus.VALID,
                Instant.parse("2016-01-20T14:09:07.99Z"),
                List.of(Identifier.dns("www.example.org"), Identifier.ip("2001:db8::1")),
                Instant.parse("2016-01-01T00:00:00Z"),
                Instant.parse("2016-01-08T00:00:00Z"),
                null,
                List.of(ROOT + "authz/PAniVnsZcis", ROOT + "authz/r4HqLzrSrpI"),
                ROOT + "order/TOlocE8rfgo/finalize",
                ROOT + "cert/mAt3xBGaobw",
                "server",
                new CertificateIdentifier("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE"));

        Fixtures.assertSays("order", order.toJson());
    }

    @Test
    void writesWhyAnOrderIsInvalid() {
        OrderAnswer order = new OrderAnswer(
                OrderStatus.INVALID,
                null,
                List.of(Identifier.dns("example.org")),
                null,
                null,
                Problem.of(ProblemType.CAA, "No."),
                List.of(),
                "f",
                null,
                null,
                null);

        assertThat(text(order.toJson()))
                .isEqualTo("{\"status\":\"invalid\",\"identifiers\":[{\"type\":\"dns\",\"value\":\"example.org\"}],"
                        + "\"error\":{\"type\":\"urn:ietf:params:acme:error:caa\",\"detail\":\"No.\",\"status\":403},"
                        + "\"authorizations\":[],\"finalize\":\"f\"}");
    }

    @Test
    void writesAnAuthorization() {
        AuthorizationAnswer authorization = new AuthorizationAnswer(
                Identifier.dns("www.example.org"),
                AuthorizationStatus.VALID,
                Instant.parse("2015-03-01T14:09:07.99Z"),
                List.of(new ChallengeAnswer(
                        "http-01",
                        ROOT + "chall/prV_B7yEyA4",
                        ChallengeStatus.VALID,
                        Instant.parse("2014-12-01T12:05:58.16Z"),
                        null,
                        "DGyRejmCefe7v4NfDGDKfA")),
                false);

        Fixtures.assertSays("authorization", authorization.toJson());
    }

    @Test
    void writesTheAuthorizationOfAWildcardWithoutTheWildcard() {
        Identifier wildcard = Identifier.dns("*.example.org");

        assertThat(text(new AuthorizationAnswer(
                                wildcard.withoutWildcard(), AuthorizationStatus.PENDING, null, List.of(), true)
                        .toJson()))
                .isEqualTo("{\"identifier\":{\"type\":\"dns\",\"value\":\"example.org\"},\"status\":\"pending\","
                        + "\"challenges\":[],\"wildcard\":true}");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new AuthorizationAnswer(wildcard, AuthorizationStatus.PENDING, null, List.of(), true));
    }

    @Test
    void writesAChallenge() {
        ChallengeAnswer challenge = new ChallengeAnswer(
                "dns-01",
                ROOT + "chall/Rg5dV14Gh1Q",
                ChallengeStatus.INVALID,
                null,
                Problem.of(ProblemType.DNS, "No answer."),
                "evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA");

        Fixtures.assertSays("challenge", challenge.toJson());
    }

    @Test
    void writesRenewalInformation() {
        Fixtures.assertSays(
                "renewal-information",
                new RenewalInformation(
                                Instant.parse("2025-01-02T04:00:00Z"),
                                Instant.parse("2025-01-03T04:00:00Z"),
                                "https://acme.example.com/docs/ari")
                        .toJson());
    }

    @Test
    void needsAWindowThatEndsAfterItStarts() {
        Instant start = Instant.parse("2025-01-02T04:00:00.1Z");

        assertThatIllegalArgumentException().isThrownBy(() -> new RenewalInformation(start, start, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RenewalInformation(start, start.plusMillis(100), null));
        assertThat(text(new RenewalInformation(start, start.plusSeconds(1), null).toJson()))
                .isEqualTo(
                        "{\"suggestedWindow\":{\"start\":\"2025-01-02T04:00:00Z\",\"end\":\"2025-01-02T04:00:01Z\"}}");
    }
}
