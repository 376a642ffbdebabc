package io.privyseal.acme.rfc;

import static io.privyseal.acme.rfc.Clause.clause;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages: how requests are signed, nonces, errors. */
// Outside of the server's own extension, which runs the method itself.
@ExtendWith(ClauseTable.class)
@QuarkusTest
@TestProfile(RfcTestProfile.class)
class Section6Test {
    @Inject
    Scene scene;

    @AfterEach
    void comesBack() {
        scene.comeBack();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"transport", "signatures", "headers", "keys", "encoding", "urls", "postAsGet", "nonces", "errors"})
    void keeps(Clause clause) throws Exception {
        clause.holds(scene);
    }

    static Stream<Clause> transport() {
        return Stream.of(
                clause("6.1", "Every URL of the directory is an https URL", scene -> {
                    for (String name : List.of("newNonce", "newAccount", "newOrder", "revokeCert", "keyChange")) {
                        assertThat(scene.get(scene.open().url("directory")).text(name))
                                .startsWith("https://");
                    }
                }),
                clause(
                        "6.1",
                        "Scripts of any origin may read the directory",
                        scene -> assertThat(
                                        scene.get(scene.open().url("directory")).header("Access-Control-Allow-Origin"))
                                .isEqualTo("*")),
                clause(
                        "6.1",
                        "Scripts of any origin may read the answers to signed requests, and their nonces",
                        scene -> {
                            Answer answer = scene.client().get(scene.client().account());
                            assertThat(answer.header("Access-Control-Allow-Origin"))
                                    .isEqualTo("*");
                            assertThat(answer.header("Access-Control-Expose-Headers"))
                                    .contains("Replay-Nonce", "Location", "Link", "Retry-After");
                        }),
                clause("6.1", "Scripts of any origin may read errors", scene -> {
                    Answer answer = scene.client().get(scene.client().url("order/999999999"));
                    assertThat(answer.isProblem(404, "malformed").header("Access-Control-Allow-Origin"))
                            .isEqualTo("*");
                }),
                clause("6.1", "Scripts of any origin may read what the framework refused", scene -> {
                    Answer answer = scene.get(scene.open().url("new-order"));
                    assertThat(answer.isProblem(405, "malformed").header("Access-Control-Allow-Origin"))
                            .isEqualTo("*");
                }),
                clause("6.1", "A preflight allows POST with the media type of a JWS", scene -> {
                    Answer answer = scene.send(
                            "OPTIONS",
                            scene.open().url("new-order"),
                            BodyPublishers.noBody(),
                            "Origin",
                            "https://app.example.test",
                            "Access-Control-Request-Method",
                            "POST");
                    answer.isSuccess(204);
                    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
                    assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
                    assertThat(answer.header("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");
                }));
    }

    static Stream<Clause> signatures() {
        return Stream.of(
                signed("A JWS with a signature by ES256 is taken", ClientKey::p256),
                signed("A JWS with a signature by RS256 is taken", () -> ClientKey.rsa(2048)),
                signed("A JWS with a signature by EdDSA is taken", ClientKey::ed25519),
                signed("A JWS with a signature by ES384 is taken", ClientKey::p384),
                broken("A JWS in general serialization, with two signatures, is refused", (client, url) -> {
                    String jws = client.sign(client.byAccount(url), "");
                    ObjectNode object = (ObjectNode) Client.tree(jws);
                    String one = "{\"protected\":" + object.get("protected") + ",\"signature\":"
                            + object.get("signature") + "}";
                    return "{\"payload\":\"\",\"signatures\":[" + one + "," + one + "]}";
                }),
                broken("A JWS in general serialization with one signature is refused", (client, url) -> {
                    ObjectNode object = (ObjectNode) Client.tree(client.sign(client.byAccount(url), ""));
                    return "{\"payload\":\"\",\"signatures\":[{\"protected\":" + object.get("protected")
                            + ",\"signature\":" + object.get("signature") + "}]}";
                }),
                broken("A JWS in compact serialization is refused", (client, url) -> {
                    ObjectNode object = (ObjectNode) Client.tree(client.sign(client.byAccount(url), ""));
                    return object.get("protected").asText() + ".."
                            + object.get("signature").asText();
                }),
                broken("A JWS with an unprotected header is refused", (client, url) -> {
                    ObjectNode object = (ObjectNode) Client.tree(client.sign(client.byAccount(url), ""));
                    object.putObject("header").put("kid", client.account());
                    return object.toString();
                }),
                broken(
                        "A JWS with a detached payload is refused",
                        (client, url) -> without(client.sign(client.byAccount(url), ""), "payload")),
                broken(
                        "A JWS without a protected header is refused",
                        (client, url) -> without(client.sign(client.byAccount(url), ""), "protected")),
                broken(
                        "A JWS without a signature is refused",
                        (client, url) -> without(client.sign(client.byAccount(url), ""), "signature")),
                broken(
                        "A JWS whose signature is empty is refused",
                        (client, url) -> with(client.sign(client.byAccount(url), ""), "signature", "")),
                broken(
                        "A JWS signed with another key than the account's is refused",
                        (client, url) -> client.with(ClientKey.p256()).sign(client.byAccount(url), "")),
                broken(
                        "A JWS whose payload was changed after it was signed is refused",
                        (client, url) ->
                                with(client.sign(client.byAccount(url), ""), "payload", ClientKey.base64("{}"))),
                broken("A JWS whose header was changed after it was signed is refused", (client, url) -> {
                    ObjectNode header = client.byAccount(url);
                    String jws = client.sign(header, "");
                    return with(
                            jws,
                            "protected",
                            ClientKey.base64(header.put("typ", "JWT").toString()));
                }));
    }

    static Stream<Clause> headers() {
        return Stream.of(
                changed("A JWS without an algorithm is refused", header -> header.remove("alg"), 400, "malformed"),
                changed(
                        "The algorithm none is refused",
                        header -> header.put("alg", "none"),
                        400,
                        "badSignatureAlgorithm"),
                changed(
                        "A MAC in place of a signature is refused, HS256",
                        header -> header.put("alg", "HS256"),
                        400,
                        "badSignatureAlgorithm"),
                changed(
                        "A MAC in place of a signature is refused, HS512",
                        header -> header.put("alg", "HS512"),
                        400,
                        "badSignatureAlgorithm"),
                changed(
                        "An algorithm that nobody knows is refused",
                        header -> header.put("alg", "ES257"),
                        400,
                        "badSignatureAlgorithm"),
                changed(
                        "An algorithm that does not fit the account's key is refused",
                        header -> header.put("alg", "RS256"),
                        400,
                        "badSignatureAlgorithm"),
                changed(
                        "An algorithm that is no string is refused",
                        header -> header.put("alg", 256),
                        400,
                        "malformed"),
                changed("A JWS without a nonce is refused", header -> header.remove("nonce"), 400, "badNonce"),
                changed("A JWS without a url is refused", header -> header.remove("url"), 400, "malformed"),
                changed("A JWS with neither jwk nor kid is refused", header -> header.remove("kid"), 400, "malformed"),
                changed(
                        "A JWS with both jwk and kid is refused",
                        header -> header.set("jwk", Client.tree(ClientKey.p256().jwk())),
                        400,
                        "malformed"),
                changed(
                        "A kid of another server is refused",
                        header -> header.put("kid", "https://other.example.test/acme/acct/1"),
                        400,
                        "accountDoesNotExist"),
                changed(
                        "A kid that is no URL is refused",
                        header -> header.put("kid", "1"),
                        400,
                        "accountDoesNotExist"),
                changed("An empty kid is refused", header -> header.put("kid", ""), 400, "malformed"),
                changed("A kid that is no string is refused", header -> header.put("kid", 1), 400, "malformed"),
                changed(
                        "A kid with another spelling of an account's URL is refused",
                        header -> header.put("kid", header.get("kid").asText() + "/"),
                        400,
                        "accountDoesNotExist"),
                changed(
                        "A kid of an account that does not exist is refused",
                        header -> header.put("kid", header.get("kid").asText().replaceAll("/[0-9]+$", "/999999999999")),
                        400,
                        "accountDoesNotExist"),
                changed(
                        "A crit header is refused",
                        header -> header.set("crit", Client.tree("[\"exp\"]")),
                        400,
                        "malformed"),
                changed("An unencoded payload (b64) is refused", header -> header.put("b64", false), 400, "malformed"),
                changed(
                        "A key that is named by URL (jku) is refused",
                        header -> header.put("jku", "https://other.example.test/keys"),
                        400,
                        "malformed"),
                changed(
                        "A key in a certificate (x5c) is refused",
                        header -> header.set("x5c", Client.tree("[\"MA==\"]")),
                        400,
                        "malformed"),
                clause(
                        "6.2",
                        "The refusal of an algorithm lists those that are taken, ES256 and RS256 among them",
                        scene -> {
                            Answer answer = scene.client()
                                    .postChanged(scene.client().account(), header -> header.put("alg", "none"), "");
                            assertThat(answer.json().path("algorithms").toString())
                                    .contains("\"ES256\"", "\"RS256\"");
                        }),
                clause(
                        "6.2",
                        "A new account is asked for by jwk, not by kid",
                        scene -> scene.client()
                                .post(scene.client().url("new-account"), "{}")
                                .isProblem(400, "malformed")),
                clause(
                        "6.2",
                        "A new order is asked for by kid, not by jwk",
                        scene -> scene.client()
                                .postByKey(
                                        scene.client().url("new-order"), Client.orderOf("dns", List.of("a.localhost")))
                                .isProblem(400, "malformed")),
                clause(
                        "6.2",
                        "An account is read by kid, not by jwk",
                        scene -> scene.client()
                                .postByKey(scene.client().account(), "")
                                .isProblem(400, "malformed")),
                clause("6.2", "A kid of another endpoint of the same server is refused", scene -> {
                    Client client = scene.client();
                    String elsewhere = scene.granting().url("new-order");
                    client.post(elsewhere, Client.orderOf("dns", List.of("a.localhost")))
                            .isProblem(400, "accountDoesNotExist");
                }),
                clause("6.2", "A media type other than that of a JWS is refused with 415", scene -> {
                    Client client = scene.client();
                    String body = client.sign(client.byAccount(client.account()), "");
                    for (String type : List.of("application/json", "text/plain", "application/jose")) {
                        scene.send("POST", client.account(), BodyPublishers.ofString(body), "Content-Type", type)
                                .isProblem(415, "malformed");
                    }
                }),
                clause(
                        "6.2",
                        "A request without a media type is refused with 415",
                        scene -> scene.send("POST", scene.client().account(), BodyPublishers.ofString("{}"))
                                .isProblem(415, "malformed")),
                clause("6.2", "The media type is compared without its case and parameters", scene -> {
                    Client client = scene.client();
                    String body = client.sign(client.byAccount(client.account()), "");
                    scene.send(
                                    "POST",
                                    client.account(),
                                    BodyPublishers.ofString(body),
                                    "Content-Type",
                                    "Application/JOSE+JSON; charset=utf-8")
                            .isSuccess(200);
                }));
    }

    static Stream<Clause> keys() {
        List<Clause> clauses = new ArrayList<>();
        String x = ClientKey.base64(new byte[32]);
        clauses.add(key(
                "A key that is no point of its curve is refused",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + x + "\",\"y\":\"" + x + "\"}"));
        clauses.add(key(
                "A key on a curve that is not supported is refused",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"" + x + "\",\"y\":\"" + x + "\"}"));
        clauses.add(key("A symmetric key is refused", "{\"kty\":\"oct\",\"k\":\"" + x + "\"}"));
        clauses.add(key("A key without its coordinates is refused", "{\"kty\":\"EC\",\"crv\":\"P-256\"}"));
        clauses.add(key("A key without a type is refused", "{}"));
        clauses.add(key(
                "An RSA key that is too short is refused", ClientKey.rsa(1024).jwk()));
        clauses.add(key("A private key is refused", ClientKey.p256().jwk().replace("{", "{\"d\":\"" + x + "\",")));
        clauses.add(key(
                "A key of another kind than the algorithm is refused",
                ClientKey.p384().jwk()));
        clauses.add(clause("6.2", "A jwk that is no object is refused", scene -> {
            Client client = scene.stranger();
            String url = client.url("new-account");
            scene.post(url, client.sign(client.byKey(url).put("jwk", "key"), "{}"))
                    .isProblem(400, "malformed");
        }));
        return clauses.stream();
    }

    static Stream<Clause> encoding() {
        return Stream.of(
                broken("6.1", "Base64url with padding is refused", (client, url) -> {
                    String jws = client.sign(client.byAccount(url), "{}");
                    return with(
                            jws, "signature", Client.tree(jws).get("signature").asText() + "==");
                }),
                broken(
                        "6.1",
                        "Base64 in the other alphabet is refused",
                        (client, url) ->
                                with(client.sign(client.byAccount(url), "{}"), "signature", "+/" + "A".repeat(84))),
                broken(
                        "6.1",
                        "Base64url with bits behind the last octet is refused",
                        (client, url) -> with(client.sign(client.byAccount(url), "{}"), "payload", "e31")),
                broken(
                        "6.1",
                        "Base64url with line breaks is refused",
                        (client, url) -> with(client.sign(client.byAccount(url), "{}"), "payload", "e30\n")),
                broken("6.2", "A body that is no JSON is refused", (_, _) -> "no JSON"),
                broken("6.2", "An empty body is refused", (_, _) -> ""),
                broken(
                        "6.2",
                        "A body that is an array is refused",
                        (client, url) -> "[" + client.sign(client.byAccount(url), "{}") + "]"),
                broken("6.2", "A body that is null is refused", (_, _) -> "null"),
                broken(
                        "6.2",
                        "A body with something behind its JSON is refused",
                        (client, url) -> client.sign(client.byAccount(url), "") + "{}"),
                broken(
                        "6.2",
                        "A name that is twice in the JWS is refused",
                        (client, url) ->
                                client.sign(client.byAccount(url), "").replaceFirst("\\{", "{\"payload\":\"e30\",")),
                broken(
                        "6.2",
                        "A name that is twice in the protected header is refused",
                        (client, url) -> client.key()
                                .sign(
                                        client.byAccount(url)
                                                .toString()
                                                .replaceFirst("\\{", "{\"url\":\"https://a/\","),
                                        "")),
                broken(
                        "6.2",
                        "A protected header that is no JSON is refused",
                        (client, _) -> client.key().sign("header", "")),
                broken(
                        "6.2",
                        "A protected header that is an array is refused",
                        (client, url) -> client.key().sign("[" + client.byAccount(url) + "]", "")),
                broken(
                        "6.2",
                        "JSON that is nested too deeply is refused",
                        (client, url) -> client.key()
                                .sign(
                                        client.byAccount(url)
                                                .toString()
                                                .replaceFirst(
                                                        "\\{", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + ","),
                                        "")),
                broken(
                        "6.2",
                        "A byte order mark is refused",
                        (client, url) -> "\uFEFF" + client.sign(client.byAccount(url), "")),
                clause(
                        "6.2",
                        "A payload that is nested too deeply is refused",
                        scene -> scene.client()
                                .post(
                                        scene.client().url("new-order"),
                                        "{\"identifiers\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                                .isProblem(400, "malformed")),
                clause(
                        "6.2",
                        "A name that is twice in the payload is refused",
                        scene -> scene.client()
                                .post(scene.client().account(), "{\"contact\":[],\"contact\":[]}")
                                .isProblem(400, "malformed")),
                clause(
                        "6.2",
                        "A payload that is no JSON is refused",
                        scene -> scene.client()
                                .post(scene.client().account(), "contact")
                                .isProblem(400, "malformed")),
                clause(
                        "6.2",
                        "A payload that is an array is refused",
                        scene -> scene.client()
                                .post(scene.client().account(), "[]")
                                .isProblem(400, "malformed")),
                clause("6.2", "A payload that is not UTF-8 is refused", scene -> {
                    Client client = scene.client();
                    ObjectNode header = client.byAccount(client.account());
                    String protectedHeader = ClientKey.base64(header.toString());
                    String payload = ClientKey.base64(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
                    scene.post(
                                    client.account(),
                                    ClientKey.flattened(
                                            protectedHeader,
                                            payload,
                                            ClientKey.base64(client.key().signature(protectedHeader + "." + payload))))
                            .isProblem(400, "malformed");
                }),
                clause(
                        "6.2",
                        "Unknown members of a payload are ignored",
                        scene -> scene.client()
                                .post(scene.client().account(), "{\"unknown\":{\"a\":[1,2]}}")
                                .isSuccess(200)),
                clause(
                        "6.2",
                        "A body above the door's limit is refused with 413",
                        scene -> scene.client()
                                .post(scene.client().account(), "{\"a\":\"" + "a".repeat(200_000) + "\"}")
                                .isProblem(413, "malformed")),
                clause("6.2", "A payload of 1 MiB, sent in chunks, is refused with 413", scene -> {
                    byte[] body = "a".repeat(1_500_000).getBytes(StandardCharsets.UTF_8);
                    scene.send(
                                    "POST",
                                    scene.client().account(),
                                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                                    "Content-Type",
                                    Scene.JOSE)
                            .isProblem(413, "malformed");
                }),
                clause("6.2", "A body that is announced as too large is refused with 413 before it is sent", scene -> {
                    String answer = RawRequest.announcing(scene.client().account(), 5_000_000);
                    assertThat(answer)
                            .startsWith("HTTP/1.1 413")
                            .containsIgnoringCase("content-type: application/problem+json")
                            .containsIgnoringCase("replay-nonce: ")
                            .contains("urn:ietf:params:acme:error:malformed");
                }));
    }

    static Stream<Clause> urls() {
        return Stream.of(
                url("A request whose url is that of another resource is refused", url -> url + "/orders"),
                url("A request whose url has another scheme is refused", url -> url.replace("https:", "http:")),
                url(
                        "A request whose url names another host is refused",
                        url -> url.replace("ca.example.test", "other.example.test")),
                url(
                        "A request whose url is merely equivalent is refused, other case of the host",
                        url -> url.replace("ca.example.test", "CA.example.test")),
                url(
                        "A request whose url is merely equivalent is refused, explicit port",
                        url -> url.replace("ca.example.test", "ca.example.test:443")),
                url("A request whose url has a query that was not asked is refused", url -> url + "?a=b"),
                url("A request whose url has a fragment is refused", url -> url + "#a"),
                changed("6.4", "A url that is no string is refused", header -> header.put("url", 1), 400, "malformed"),
                changed("6.4", "An empty url is refused", header -> header.put("url", ""), 400, "malformed"),
                clause("6.4", "A query belongs to the url of the request", scene -> {
                    Client client = scene.client();
                    String url = client.account() + "/orders?before=5";
                    client.get(url).isSuccess(200);
                }));
    }

    static Stream<Clause> postAsGet() {
        List<Clause> clauses = new ArrayList<>();
        for (String resource : List.of("new-account", "new-order", "new-authz", "revoke-cert", "key-change")) {
            clauses.add(clause(
                    "6.3",
                    "GET of " + resource + " is refused with 405",
                    scene -> scene.get(scene.open().url(resource)).isProblem(405, "malformed")));
        }
        for (String resource : List.of("account/1", "order/1", "authz/1", "challenge/1/http-01", "certificate/1")) {
            clauses.add(clause(
                    "6.3",
                    "GET of " + resource.replace("/1", "") + " is refused with 405",
                    scene -> scene.get(scene.open().url(resource)).isProblem(405, "malformed")));
        }
        clauses.add(clause(
                "6.3",
                "The directory can be had by GET",
                scene -> scene.get(scene.open().url("directory")).isSuccess(200)));
        clauses.add(clause("6.3", "The directory can be had by POST-as-GET too", scene -> {
            Client client = scene.client();
            Answer answer = client.get(client.url("directory")).isSuccess(200);
            assertThat(answer.text("newOrder")).isEqualTo(client.url("new-order"));
        }));
        clauses.add(clause("6.3", "A nonce can be had by POST-as-GET too", scene -> {
            Client client = scene.client();
            assertThat(client.get(client.url("new-nonce")).isSuccess(204).nonce())
                    .isNotEmpty();
        }));
        clauses.add(clause(
                "6.3",
                "POST-as-GET with a payload is refused, directory",
                scene -> scene.client()
                        .post(scene.client().url("directory"), "{}")
                        .isProblem(400, "malformed")));
        clauses.add(clause("6.3", "POST-as-GET with a payload is refused, order", scene -> {
            Answer order = scene.client().order(Scene.newName());
            scene.client().post(order.location(), "{}").isProblem(400, "malformed");
        }));
        clauses.add(clause(
                "6.3",
                "POST-as-GET with a payload is refused, list of orders",
                scene -> scene.client()
                        .post(scene.client().account() + "/orders", "{}")
                        .isProblem(400, "malformed")));
        clauses.add(clause("6.3", "POST-as-GET with a payload is refused, certificate", scene -> {
            Answer order = scene.granted().issue(Scene.newName());
            scene.granted().post(order.text("certificate"), "{}").isProblem(400, "malformed");
        }));
        clauses.add(clause(
                "6.3",
                "An empty payload where an object is needed is refused",
                scene -> scene.client().get(scene.client().url("new-order")).isProblem(400, "malformed")));
        clauses.add(clause("6.3", "Nobody reads an order without a signature", scene -> {
            Answer order = scene.client().order(Scene.newName());
            scene.get(order.location()).isProblem(405, "malformed");
        }));
        return clauses.stream();
    }

    static Stream<Clause> nonces() {
        return Stream.of(
                clause("6.5", "Each answer to a POST has a fresh nonce", scene -> {
                    Set<String> nonces = new HashSet<>();
                    for (int i = 0; i < 10; i++) {
                        assertThat(nonces.add(scene.client()
                                        .get(scene.client().account())
                                        .nonce()))
                                .isTrue();
                    }
                }),
                clause(
                        "6.5",
                        "Nonces are base64url without padding",
                        scene -> assertThat(scene.head(scene.open().url("new-nonce"))
                                        .nonce())
                                .matches("[A-Za-z0-9_-]{16,}")),
                clause("6.5", "A nonce is taken once", scene -> {
                    Client client = scene.client();
                    String request = client.sign(client.byAccount(client.account()), "");
                    scene.post(client.account(), request).isSuccess(200);
                    scene.post(client.account(), request).isProblem(400, "badNonce");
                }),
                clause("6.5", "A refused request has used its nonce up", scene -> {
                    Client client = scene.client();
                    ObjectNode header = client.byAccount(client.account());
                    scene.post(client.account(), client.sign(header, "no JSON")).isProblem(400, "malformed");
                    scene.post(client.account(), client.sign(header, "")).isProblem(400, "badNonce");
                }),
                changed(
                        "6.5",
                        "A nonce that was never given out is refused",
                        header -> header.put("nonce", ClientKey.base64(new byte[32])),
                        400,
                        "badNonce"),
                changed(
                        "6.5",
                        "A nonce with one octet changed is refused",
                        header -> header.put("nonce", other(header.get("nonce").asText())),
                        400,
                        "badNonce"),
                changed(
                        "6.5.2",
                        "A nonce that is not base64url is malformed",
                        header -> header.put("nonce", "a+b="),
                        400,
                        "malformed"),
                changed(
                        "6.5.2",
                        "A nonce that is no string is malformed",
                        header -> header.put("nonce", 1),
                        400,
                        "malformed"),
                clause("6.5", "The refusal of a nonce has a fresh one, with which the request goes through", scene -> {
                    Client client = scene.client();
                    Answer refused = client.postChanged(
                            client.account(), header -> header.put("nonce", ClientKey.base64(new byte[32])), "");
                    ObjectNode header = client.byAccount(client.account()).put("nonce", refused.nonce());
                    scene.post(client.account(), client.sign(header, "")).isSuccess(200);
                }),
                clause("6.5", "Nonces of one endpoint are good at another of the same server", scene -> {
                    Client client = scene.client();
                    String nonce = scene.head(scene.granting().url("new-nonce")).nonce();
                    client.postChanged(client.account(), header -> header.put("nonce", nonce), "")
                            .isSuccess(200);
                }),
                clause(
                        "6.5.1",
                        "Errors have a nonce too",
                        scene -> assertThat(scene.client()
                                        .get(scene.client().url("order/1234567"))
                                        .isProblem(404, "malformed")
                                        .nonce())
                                .isNotEmpty()),
                clause(
                        "6.5.1",
                        "Answers with a nonce are not stored by caches",
                        scene -> assertThat(scene.client()
                                        .get(scene.client().account())
                                        .header("Cache-Control"))
                                .isEqualTo("no-store")));
    }

    static Stream<Clause> errors() {
        return Stream.of(
                clause(
                        "6.7",
                        "Errors are problem documents with a type of the ACME namespace",
                        scene -> scene.client()
                                .get(scene.client().url("authz/1234567"))
                                .isProblem(404, "malformed")),
                clause("6.7", "An address that does not exist is a problem document with 404", scene -> {
                    scene.get(scene.open().url("nothing")).isProblem(404, "malformed");
                    scene.get(scene.open().url("order/1/nothing/at/all")).isProblem(404, "malformed");
                }),
                clause(
                        "6.7",
                        "An endpoint that does not exist is a problem document with 404",
                        scene -> scene.get(RfcTestProfile.ORIGIN + "/acme/nobody/directory")
                                .isProblemWithoutNonce(404, "malformed")),
                clause("6.7", "A method that no resource has is a problem document with 405", scene -> {
                    for (String method : List.of("PUT", "DELETE", "PATCH")) {
                        scene.send(method, scene.open().url("new-order"), BodyPublishers.ofString("{}"))
                                .isProblem(405, "malformed");
                    }
                }),
                clause("6.7", "Numbers that are no numbers lead nowhere", scene -> {
                    for (String id : List.of("0", "-1", "01", "1e3", "99999999999999999999", "x", "%00")) {
                        scene.client().get(scene.client().url("order/" + id)).isProblem(404, "malformed");
                    }
                }),
                clause("6.7.1", "What is wrong with single names comes as subproblems that name them", scene -> {
                    Answer answer = scene.client()
                            .order("a_b.localhost", "good.localhost", "-a.localhost")
                            .isProblem(400, "malformed");
                    assertThat(answer.json().path("subproblems")).hasSize(2);
                    assertThat(answer.json()
                                    .at("/subproblems/0/identifier/value")
                                    .asText())
                            .isEqualTo("a_b.localhost");
                    assertThat(answer.json()
                                    .at("/subproblems/0/identifier/type")
                                    .asText())
                            .isEqualTo("dns");
                }),
                clause(
                        "6.7.1",
                        "Subproblems of different types make a compound",
                        scene -> assertThat(scene.client()
                                        .post(
                                                scene.client().url("new-order"),
                                                "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"a_b.localhost\"},"
                                                        + "{\"type\":\"email\",\"value\":\"a@example.test\"}]}")
                                        .isProblem(400, "compound")
                                        .subproblem(1))
                                .isEqualTo("unsupportedIdentifier")),
                clause("6.7.1", "Subproblems have a type and a detail of their own", scene -> {
                    Answer answer = scene.client().order("a_b.localhost");
                    assertThat(answer.subproblem(0)).isEqualTo("malformed");
                    assertThat(answer.json().at("/subproblems/0/detail").asText())
                            .isNotEmpty();
                }));
    }

    // Rows that are made alike

    private interface Body {
        String of(Client client, String url);
    }

    private interface KeySource {
        ClientKey get();
    }

    private static Clause signed(String words, KeySource key) {
        return clause("6.2", words, scene -> {
            Client client = new Client(scene, scene.open(), key.get());
            client.register("{}").isSuccess(201);
            client.get(client.account()).isSuccess(200);
        });
    }

    private static Clause broken(String words, Body body) {
        return broken("6.2", words, body);
    }

    private static Clause broken(String section, String words, Body body) {
        return clause(section, words, scene -> {
            Client client = scene.client();
            scene.post(client.account(), body.of(client, client.account())).isProblem(400, "malformed");
        });
    }

    private static Clause changed(String words, Consumer<ObjectNode> change, int status, String type) {
        return changed("6.2", words, change, status, type);
    }

    private static Clause changed(String section, String words, Consumer<ObjectNode> change, int status, String type) {
        return clause(
                section,
                words,
                scene -> scene.client()
                        .postChanged(scene.client().account(), change, "")
                        .isProblem(status, type));
    }

    private static Clause key(String words, String jwk) {
        return clause("6.2", words, scene -> {
            Client client = scene.stranger();
            String url = client.url("new-account");
            ObjectNode header = client.byKey(url);
            header.set("jwk", Client.tree(jwk));
            scene.post(url, client.sign(header, "{}")).isProblem(400, "badPublicKey");
        });
    }

    private static Clause url(String words, UnaryOperator<String> change) {
        return changed(
                "6.4",
                words,
                header -> header.put("url", change.apply(header.get("url").asText())),
                403,
                "unauthorized");
    }

    private static String other(String nonce) {
        return (nonce.charAt(0) == 'A' ? 'B' : 'A') + nonce.substring(1);
    }

    private static String with(String jws, String member, String value) {
        return ((ObjectNode) Client.tree(jws)).put(member, value).toString();
    }

    private static String without(String jws, String member) {
        ObjectNode object = (ObjectNode) Client.tree(jws);
        object.remove(member);
        return object.toString();
    }
}
