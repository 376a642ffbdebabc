package io.privyseal.acme.rfc;

import static io.privyseal.acme.rfc.Clause.clause;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Authorizations and their challenges, and authorization beforehand. */
// Outside of the server's own extension, which runs the method itself.
@ExtendWith(ClauseTable.class)
@QuarkusTest
@TestProfile(RfcTestProfile.class)
class Section7AuthorizationsTest {
    @Inject
    Scene scene;

    @AfterEach
    void comesBack() {
        scene.comeBack();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"objects", "states", "responses", "deactivation", "beforehand", "challenges"})
    void keeps(Clause clause) throws Exception {
        clause.holds(scene);
    }

    static Stream<Clause> objects() {
        return Stream.of(
                clause("7.1.4", "An authorization names its identifier", scene -> {
                    String name = Scene.newName();
                    Answer authorization = authorization(scene.client(), name);
                    assertThat(authorization.json().path("identifier").toString())
                            .isEqualTo("{\"type\":\"dns\",\"value\":\"" + name + "\"}");
                }),
                clause(
                        "7.1.4",
                        "A new authorization is pending",
                        scene -> assertThat(authorization(scene.client(), Scene.newName())
                                        .text("status"))
                                .isEqualTo("pending")),
                clause(
                        "7.1.4",
                        "A pending authorization says when it expires",
                        scene -> assertThat(Instant.parse(authorization(scene.client(), Scene.newName())
                                        .text("expires")))
                                .isAfter(Instant.EPOCH)),
                clause("7.1.4", "A valid authorization says when it expires", scene -> {
                    Client client = scene.newClient();
                    Answer order = client.order(Scene.newName());
                    assertThat(client.prove(Client.authorization(order)).text("expires"))
                            .isNotEmpty();
                }),
                clause("7.1.4", "An authorization of a wildcard names the domain without it, and says so", scene -> {
                    String name = Scene.newName();
                    Answer authorization = authorization(scene.client(), "*." + name);
                    assertThat(authorization.json().at("/identifier/value").asText())
                            .isEqualTo(name);
                    assertThat(authorization.json().path("wildcard").asBoolean())
                            .isTrue();
                }),
                clause(
                        "7.1.4",
                        "An authorization that is for no wildcard has no such member",
                        scene -> assertThat(authorization(scene.client(), Scene.newName())
                                        .json()
                                        .has("wildcard"))
                                .isFalse()),
                clause(
                        "7.1.4",
                        "A pending authorization has every challenge that the client may choose",
                        scene -> assertThat(types(authorization(scene.client(), Scene.newName())))
                                .containsExactlyInAnyOrder("http-01", "dns-01", "tls-alpn-01")),
                clause(
                        "7.1.4",
                        "A wildcard is proven by dns-01 alone",
                        scene -> assertThat(types(authorization(scene.client(), "*." + Scene.newName())))
                                .containsExactly("dns-01")),
                clause("7.1.4", "A valid authorization has the challenge that was met", scene -> {
                    Client client = scene.newClient();
                    Answer proven = client.prove(Client.authorization(client.order(Scene.newName())));
                    assertThat(types(proven)).containsExactly("http-01");
                }),
                clause("7.1.4", "An invalid authorization has the challenge that failed, with its error", scene -> {
                    Answer failed = failed(scene);
                    assertThat(types(failed)).containsExactly("http-01");
                    assertThat(failed.json().at("/challenges/0/error/type").asText())
                            .startsWith("urn:ietf:params:acme:error:");
                }),
                clause("7.5", "An authorization is read by POST-as-GET", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    scene.client().get(Client.authorization(order)).isSuccess(200);
                }),
                clause("7.5", "Nobody reads another's authorization", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    Client other = scene.newClient();
                    other.get(Client.authorization(order)).isProblem(404, "malformed");
                    other.post(Client.authorization(order), "{\"status\":\"deactivated\"}")
                            .isProblem(404, "malformed");
                }),
                clause("7.5", "Nobody reads or answers another's challenge", scene -> {
                    Answer authorization = authorization(scene.client(), Scene.newName());
                    String url = Client.challenge(authorization, "http-01")
                            .path("url")
                            .asText();
                    scene.newClient().get(url).isProblem(404, "malformed");
                    scene.newClient().post(url, "{}").isProblem(404, "malformed");
                }),
                clause("7.5", "A challenge that the authorization does not have leads nowhere", scene -> {
                    Answer authorization = authorization(scene.client(), "*." + Scene.newName());
                    String url = Client.challenge(authorization, "dns-01")
                            .path("url")
                            .asText();
                    scene.client().post(url.replace("dns-01", "http-01"), "{}").isProblem(404, "malformed");
                    scene.client().post(url.replace("dns-01", "none-01"), "{}").isProblem(404, "malformed");
                }),
                new Clause("8738 §7", "An address is not proven by dns-01", scene -> {
                    Client client = scene.newClient();
                    Answer order = client.post(client.url("new-order"), Client.orderOf("ip", List.of("127.0.0.1")));
                    assertThat(types(client.get(Client.authorization(order))))
                            .containsExactlyInAnyOrder("http-01", "tls-alpn-01");
                }),
                new Clause("8738 §4", "An address is proven by http-01", scene -> {
                    Client client = scene.newClient();
                    Answer order = client.post(client.url("new-order"), Client.orderOf("ip", List.of("127.0.0.1")));
                    assertThat(client.prove(Client.authorization(order)).text("status"))
                            .isEqualTo("valid");
                }),
                new Clause(
                        "8737 §3",
                        "tls-alpn-01 is offered for names, with a token",
                        scene -> assertThat(
                                        Client.challenge(authorization(scene.client(), Scene.newName()), "tls-alpn-01")
                                                .path("token")
                                                .asText())
                                .isNotEmpty()),
                new Clause(
                        "8737 §3",
                        "tls-alpn-01 is not offered for a wildcard",
                        scene -> assertThat(types(authorization(scene.client(), "*." + Scene.newName())))
                                .doesNotContain("tls-alpn-01")));
    }

    static Stream<Clause> states() {
        return Stream.of(
                clause("7.1.6", "An authorization becomes valid when one of its challenges is met", scene -> {
                    Client client = scene.newClient();
                    assertThat(client.prove(Client.authorization(client.order(Scene.newName())))
                                    .text("status"))
                            .isEqualTo("valid");
                }),
                clause(
                        "7.1.6",
                        "An authorization becomes invalid when its challenge fails",
                        scene -> assertThat(failed(scene).text("status")).isEqualTo("invalid")),
                clause("7.1.6", "An order becomes invalid with its authorization", scene -> {
                    Client client = scene.newClient();
                    Answer order = client.order(Scene.newName());
                    fail(client, Client.authorization(order));
                    assertThat(client.get(order.location()).text("status")).isEqualTo("invalid");
                }),
                clause("7.1.6", "A pending authorization becomes invalid when its time is over", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    scene.later(Duration.ofDays(8));
                    assertThat(scene.client().get(Client.authorization(order)).text("status"))
                            .isEqualTo("invalid");
                }),
                clause("7.1.6", "A valid authorization expires", scene -> {
                    Client client = scene.newClient();
                    String authorization = Client.authorization(client.order(Scene.newName()));
                    client.prove(authorization);
                    scene.later(Duration.ofDays(31));
                    assertThat(client.get(authorization).text("status")).isEqualTo("expired");
                }),
                clause("7.1.6", "An expired authorization is used for no new order", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    client.prove(client.order(name));
                    scene.later(Duration.ofDays(31));
                    assertThat(client.order(name).text("status")).isEqualTo("pending");
                }),
                clause("7.4", "A valid authorization serves later orders of the account", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    Answer first = client.order(name);
                    client.prove(first);
                    Answer second = client.order(name);
                    assertThat(second.text("status")).isEqualTo("ready");
                    assertThat(Client.authorization(second)).isEqualTo(Client.authorization(first));
                }),
                clause("7.4", "A valid authorization serves no other account", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    client.prove(client.order(name));
                    assertThat(scene.newClient().order(name).text("status")).isEqualTo("pending");
                }),
                clause("7.4", "A valid authorization of a name serves no wildcard of it", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    client.prove(client.order(name));
                    assertThat(client.order("*." + name).text("status")).isEqualTo("pending");
                }),
                clause("7.4", "A proven order has its certificate", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    Answer order = client.order(name);
                    client.prove(order);
                    assertThat(client.finish(order, Csr.of(name)).isSuccess(200).text("status"))
                            .isEqualTo("valid");
                }));
    }

    static Stream<Clause> responses() {
        return Stream.of(
                clause("7.5.1", "The answer to a challenge links up to its authorization", scene -> {
                    Client client = scene.newClient();
                    String authorization = Client.authorization(client.order(Scene.newName()));
                    String url = challengeUrl(client, authorization);
                    assertThat(client.get(url).links("up")).containsExactly(authorization);
                    assertThat(client.post(url, "{}").isSuccess(200).links("up"))
                            .containsExactly(authorization);
                }),
                clause("7.5.1", "The answer to a challenge is the challenge", scene -> {
                    Client client = scene.newClient();
                    String url = challengeUrl(client, Client.authorization(client.order(Scene.newName())));
                    Answer answer = client.post(url, "{}").isSuccess(200);
                    assertThat(answer.text("url")).isEqualTo(url);
                    assertThat(answer.text("type")).isEqualTo("http-01");
                    assertThat(answer.text("status")).isIn("processing", "invalid");
                }),
                clause("7.5.1", "Members of a response that nobody knows are ignored", scene -> {
                    Client client = scene.newClient();
                    String url = challengeUrl(client, Client.authorization(client.order(Scene.newName())));
                    client.post(url, "{\"keyAuthorization\":\"a.b\",\"unknown\":[]}")
                            .isSuccess(200);
                }),
                clause("7.5.1", "A response that is no object is refused", scene -> {
                    Client client = scene.newClient();
                    String url = challengeUrl(client, Client.authorization(client.order(Scene.newName())));
                    client.post(url, "[]").isProblem(400, "malformed");
                    client.post(url, "null").isProblem(400, "malformed");
                }),
                clause("7.5.1", "A challenge is read by POST-as-GET, which answers nothing", scene -> {
                    Client client = scene.newClient();
                    String url = challengeUrl(client, Client.authorization(client.order(Scene.newName())));
                    assertThat(client.get(url).isSuccess(200).text("status")).isEqualTo("pending");
                    assertThat(client.get(url).text("status")).isEqualTo("pending");
                }),
                clause("7.5.1", "A response to a challenge that was met changes nothing", scene -> {
                    Client client = scene.newClient();
                    String authorization = Client.authorization(client.order(Scene.newName()));
                    client.prove(authorization);
                    assertThat(client.post(challengeUrl(client, authorization), "{}")
                                    .isSuccess(200)
                                    .text("status"))
                            .isEqualTo("valid");
                }),
                clause("7.5.1", "A response to a challenge that failed changes nothing", scene -> {
                    Client client = scene.newClient();
                    String authorization = Client.authorization(client.order(Scene.newName()));
                    fail(client, authorization);
                    assertThat(client.post(challengeUrl(client, authorization), "{}")
                                    .isSuccess(200)
                                    .text("status"))
                            .isEqualTo("invalid");
                }),
                clause("7.5.1", "A response when the time is over starts no check", scene -> {
                    Client client = scene.newClient();
                    String authorization = Client.authorization(client.order(Scene.newName()));
                    String url = challengeUrl(client, authorization);
                    scene.later(Duration.ofDays(8));
                    client.post(url, "{}").isSuccess(200);
                    assertThat(client.get(authorization).text("status")).isEqualTo("invalid");
                }),
                clause(
                        "8.2",
                        "A challenge that is being checked says when to ask again, one that is decided does not",
                        scene -> {
                            Client client = scene.newClient();
                            String authorization = Client.authorization(client.order(Scene.newName()));
                            String url = challengeUrl(client, authorization);
                            Answer answer = client.post(url, "{}").isSuccess(200);
                            if (answer.text("status").equals("processing")) {
                                assertThat(answer.header("Retry-After")).matches("[0-9]+");
                            }
                            client.settled(authorization);
                            assertThat(client.get(url).header("Retry-After")).isEmpty();
                        }));
    }

    static Stream<Clause> deactivation() {
        return Stream.of(
                clause("7.5.2", "A pending authorization is deactivated by its status", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    assertThat(scene.client()
                                    .post(Client.authorization(order), "{\"status\":\"deactivated\"}")
                                    .isSuccess(200)
                                    .text("status"))
                            .isEqualTo("deactivated");
                }),
                clause("7.5.2", "A valid authorization is deactivated, and serves no order any more", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    String authorization = Client.authorization(client.order(name));
                    client.prove(authorization);
                    client.post(authorization, "{\"status\":\"deactivated\"}").isSuccess(200);
                    assertThat(client.order(name).text("status")).isEqualTo("pending");
                }),
                clause("7.5.2", "Any other status is refused", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    for (String status : List.of("valid", "revoked", "invalid", "pending")) {
                        scene.client()
                                .post(Client.authorization(order), "{\"status\":\"" + status + "\"}")
                                .isProblem(400, "malformed");
                    }
                }),
                clause("7.5.2", "An update without a status is refused", scene -> {
                    Answer order = scene.client().order(Scene.newName());
                    scene.client().post(Client.authorization(order), "{}").isProblem(400, "malformed");
                }),
                clause("7.5.2", "What is invalid is not deactivated", scene -> {
                    Client client = scene.newClient();
                    String authorization = Client.authorization(client.order(Scene.newName()));
                    fail(client, authorization);
                    client.post(authorization, "{\"status\":\"deactivated\"}").isProblem(400, "malformed");
                }));
    }

    static Stream<Clause> beforehand() {
        return Stream.of(
                clause("7.4.1", "An authorization beforehand is answered with 201 and its URL", scene -> {
                    Answer answer = newAuthorization(scene.client(), "dns", Scene.newName())
                            .isSuccess(201);
                    assertThat(answer.location()).startsWith(scene.client().url("authz/"));
                    assertThat(answer.text("status")).isEqualTo("pending");
                }),
                clause(
                        "7.4.1",
                        "A wildcard is not authorized beforehand",
                        scene -> newAuthorization(scene.client(), "dns", "*." + Scene.newName())
                                .isProblem(400, "malformed")),
                clause(
                        "7.4.1",
                        "A name that the organization does not have is refused beforehand",
                        scene -> newAuthorization(scene.client(), "dns", "www.elsewhere.example")
                                .isProblem(403, "rejectedIdentifier")),
                clause(
                        "7.4.1",
                        "An identifier of an unknown type is refused beforehand",
                        scene -> newAuthorization(scene.client(), "email", "a@example.test")
                                .isProblem(400, "unsupportedIdentifier")),
                clause("7.4.1", "An authorization that was proven beforehand serves an order", scene -> {
                    Client client = scene.newClient();
                    String name = Scene.newName();
                    client.prove(newAuthorization(client, "dns", name).location());
                    assertThat(client.order(name).text("status")).isEqualTo("ready");
                }),
                clause(
                        "7.4.1",
                        "A request without an identifier is refused",
                        scene -> scene.client()
                                .post(scene.client().url("new-authz"), "{}")
                                .isProblem(400, "malformed")));
    }

    static Stream<Clause> challenges() {
        return Stream.of(
                clause("7.1.5", "A challenge has a type, a URL and a status", scene -> {
                    for (JsonNode challenge : authorization(scene.client(), Scene.newName())
                            .json()
                            .path("challenges")) {
                        assertThat(challenge.path("type").asText()).isNotEmpty();
                        assertThat(challenge.path("url").asText()).startsWith(RfcTestProfile.ORIGIN);
                        assertThat(challenge.path("status").asText()).isEqualTo("pending");
                    }
                }),
                clause("7.1.5", "A valid challenge says when it was met, by RFC 3339", scene -> {
                    Client client = scene.newClient();
                    Answer proven = client.prove(Client.authorization(client.order(Scene.newName())));
                    assertThat(Instant.parse(Client.challenge(proven, "http-01")
                                    .path("validated")
                                    .asText()))
                            .isAfter(Instant.EPOCH);
                }),
                clause(
                        "8.1",
                        "A token has at least 128 bits, in base64url without padding",
                        scene -> assertThat(Client.challenge(authorization(scene.client(), Scene.newName()), "http-01")
                                        .path("token")
                                        .asText())
                                .matches("[A-Za-z0-9_-]{22,}")),
                clause(
                        "8.1",
                        "Two authorizations have two tokens",
                        scene -> assertThat(Client.challenge(authorization(scene.client(), Scene.newName()), "dns-01")
                                        .path("token"))
                                .isNotEqualTo(Client.challenge(authorization(scene.client(), Scene.newName()), "dns-01")
                                        .path("token"))),
                served("8.3", "http-01 is met by the key authorization", "%token.%thumbprint", "valid", ""),
                served(
                        "8.3",
                        "http-01 is met by the key authorization with white space behind it",
                        "%token.%thumbprint \n",
                        "valid",
                        ""),
                served("8.3", "http-01 is not met by the token alone", "%token", "invalid", "incorrectResponse"),
                served(
                        "8.1",
                        "http-01 is not met by the thumbprint of another key",
                        "%token." + ClientKey.p256().thumbprint(),
                        "invalid",
                        "incorrectResponse"),
                served(
                        "8.3",
                        "http-01 is not met by another token",
                        "other.%thumbprint",
                        "invalid",
                        "incorrectResponse"),
                served("8.3", "http-01 is not met by an empty body", "", "invalid", "incorrectResponse"),
                clause("8.3", "A check that failed has a problem that says what was met", scene -> {
                    JsonNode error = failed(scene).json().at("/challenges/0/error");
                    assertThat(error.path("detail").asText()).isNotEmpty();
                }),
                clause(
                        "8.4",
                        "dns-01 is offered for names and has a token",
                        scene -> assertThat(Client.challenge(authorization(scene.client(), Scene.newName()), "dns-01")
                                        .path("token")
                                        .asText())
                                .isNotEmpty()));
    }

    private static Clause served(String section, String words, String body, String status, String type) {
        return clause(section, words, scene -> {
            Client client = scene.newClient();
            String authorization = Client.authorization(client.order(Scene.newName()));
            JsonNode challenge = Client.challenge(client.get(authorization), "http-01");
            String token = challenge.path("token").asText();
            scene.serve(
                    token,
                    body.replace("%token", token)
                            .replace("%thumbprint", client.key().thumbprint()));
            client.post(challenge.path("url").asText(), "{}").isSuccess(200);
            Answer settled = client.settled(authorization);
            assertThat(settled.text("status")).as(settled.text()).isEqualTo(status);
            if (!type.isEmpty()) {
                assertThat(settled.json().at("/challenges/0/error/type").asText())
                        .isEqualTo("urn:ietf:params:acme:error:" + type);
            }
        });
    }

    private static Answer newAuthorization(Client client, String type, String value) {
        return client.post(
                client.url("new-authz"), "{\"identifier\":{\"type\":\"" + type + "\",\"value\":\"" + value + "\"}}");
    }

    private static Answer authorization(Client client, String name) {
        return client.get(Client.authorization(client.order(name).isSuccess(201)));
    }

    private static String challengeUrl(Client client, String authorization) {
        return Client.challenge(client.get(authorization), "http-01")
                .path("url")
                .asText();
    }

    private static Answer failed(Scene scene) throws InterruptedException {
        Client client = scene.newClient();
        return fail(client, Client.authorization(client.order(Scene.newName())));
    }

    /** Answers a challenge for which the host serves nothing. */
    private static Answer fail(Client client, String authorization) throws InterruptedException {
        client.post(challengeUrl(client, authorization), "{}").isSuccess(200);
        return client.settled(authorization);
    }

    private static List<String> types(Answer authorization) {
        return authorization.json().path("challenges").findValuesAsText("type").stream()
                .filter(type -> !type.startsWith("urn:"))
                .toList();
    }
}
