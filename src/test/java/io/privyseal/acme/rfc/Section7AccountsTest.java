package io.privyseal.acme.rfc;

import static io.privyseal.acme.rfc.Clause.clause;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.endpoint.ExternalAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Directory, nonces, accounts, keys and external accounts. */
// Outside of the server's own extension, which runs the method itself.
@ExtendWith(ClauseTable.class)
@QuarkusTest
@TestProfile(RfcTestProfile.class)
class Section7AccountsTest {
    @Inject
    Scene scene;

    @AfterEach
    void comesBack() {
        scene.comeBack();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "directory",
        "nonces",
        "newAccounts",
        "contacts",
        "updates",
        "terms",
        "bindings",
        "keyChanges",
        "deactivation"
    })
    void keeps(Clause clause) throws Exception {
        clause.holds(scene);
    }

    static Stream<Clause> directory() {
        List<Clause> clauses = new ArrayList<>();
        for (String name : List.of("newNonce", "newAccount", "newOrder", "newAuthz", "revokeCert", "keyChange")) {
            clauses.add(clause(
                    "7.1.1",
                    "The directory names " + name,
                    scene -> assertThat(scene.get(scene.open().url("directory")).text(name))
                            .startsWith(scene.open().url(""))));
        }
        clauses.add(clause(
                "7.1.1",
                "The directory is JSON",
                scene -> assertThat(scene.get(scene.open().url("directory"))
                                .isSuccess(200)
                                .contentType())
                        .startsWith("application/json")));
        clauses.add(clause("7.1.1", "The directory says that external accounts are required where they are", scene -> {
            assertThat(meta(scene, scene.granting())
                            .path("externalAccountRequired")
                            .asBoolean())
                    .isTrue();
            assertThat(meta(scene, scene.open()).path("externalAccountRequired").asBoolean())
                    .isFalse();
        }));
        clauses.add(clause("7.1.1", "The directory names the terms of service where there are some", scene -> {
            assertThat(meta(scene, scene.withTerms()).path("termsOfService").asText())
                    .isEqualTo(Scene.TERMS);
            assertThat(meta(scene, scene.open()).has("termsOfService")).isFalse();
        }));
        clauses.add(clause(
                "7.1.1",
                "The directory names the website",
                scene -> assertThat(
                                meta(scene, scene.withTerms()).path("website").asText())
                        .isEqualTo("https://www.example.test/")));
        clauses.add(clause(
                "7.1.1",
                "The directory names the CA as CAA records do",
                scene -> assertThat(meta(scene, scene.withTerms())
                                .path("caaIdentities")
                                .toString())
                        .isEqualTo("[\"ca.example.test\"]")));
        clauses.add(clause(
                "7.1.1",
                "The addresses of the directory are the configured ones, whatever Host says",
                scene -> assertThat(scene.get(scene.open().url("directory")).text("newOrder"))
                        .startsWith(RfcTestProfile.ORIGIN)));
        clauses.add(clause("7.1", "Answers link to the directory as index", scene -> {
            Client client = scene.client();
            for (Answer answer : List.of(
                    client.get(client.account()),
                    client.order(Scene.newName()),
                    client.get(client.url("order/987654")),
                    scene.head(client.url("new-nonce")))) {
                assertThat(answer.links("index")).containsExactly(client.url("directory"));
            }
        }));
        return clauses.stream();
    }

    static Stream<Clause> nonces() {
        return Stream.of(
                clause(
                        "7.2",
                        "HEAD of newNonce is answered with 200 and a nonce",
                        scene -> assertThat(scene.head(scene.open().url("new-nonce"))
                                        .isSuccess(200)
                                        .nonce())
                                .isNotEmpty()),
                clause(
                        "7.2",
                        "GET of newNonce is answered with 204 and a nonce",
                        scene -> assertThat(scene.get(scene.open().url("new-nonce"))
                                        .isSuccess(204)
                                        .nonce())
                                .isNotEmpty()),
                clause("7.2", "A nonce must not be stored by caches", scene -> {
                    assertThat(scene.head(scene.open().url("new-nonce")).header("Cache-Control"))
                            .isEqualTo("no-store");
                    assertThat(scene.get(scene.open().url("new-nonce")).header("Cache-Control"))
                            .isEqualTo("no-store");
                }),
                clause(
                        "7.2",
                        "Two requests for a nonce get two nonces",
                        scene -> assertThat(scene.head(scene.open().url("new-nonce"))
                                        .nonce())
                                .isNotEqualTo(scene.head(scene.open().url("new-nonce"))
                                        .nonce())));
    }

    static Stream<Clause> newAccounts() {
        return Stream.of(
                clause("7.3", "A new account is answered with 201 and its URL in Location", scene -> {
                    Client client = scene.stranger();
                    assertThat(client.register("{}").isSuccess(201).location()).startsWith(client.url("account/"));
                }),
                clause(
                        "7.3",
                        "A new account is valid",
                        scene -> assertThat(scene.stranger().register("{}").text("status"))
                                .isEqualTo("valid")),
                clause(
                        "7.3",
                        "A new account has the contacts that were given",
                        scene -> assertThat(scene.stranger()
                                        .register("{\"contact\":[\"mailto:a@example.test\",\"mailto:b@example.test\"]}")
                                        .json()
                                        .path("contact")
                                        .toString())
                                .isEqualTo("[\"mailto:a@example.test\",\"mailto:b@example.test\"]")),
                clause(
                        "7.3",
                        "A status that a client gives a new account is ignored",
                        scene -> assertThat(scene.stranger()
                                        .register("{\"status\":\"deactivated\"}")
                                        .isSuccess(201)
                                        .text("status"))
                                .isEqualTo("valid")),
                clause(
                        "7.3",
                        "A list of orders that a client gives a new account is ignored",
                        scene -> assertThat(scene.stranger()
                                        .register("{\"orders\":\"https://other.example.test/\"}")
                                        .isSuccess(201)
                                        .text("orders"))
                                .startsWith(RfcTestProfile.ORIGIN)),
                clause(
                        "7.1.2",
                        "An account says where its orders are listed",
                        scene -> assertThat(scene.client()
                                        .get(scene.client().account())
                                        .text("orders"))
                                .isEqualTo(scene.client().account() + "/orders")),
                clause(
                        "7.3",
                        "Members that nobody knows are ignored",
                        scene -> scene.stranger()
                                .register("{\"unknown\":[1,{\"a\":null}]}")
                                .isSuccess(201)),
                clause(
                        "7.3",
                        "Agreement that is no truth value is refused",
                        scene -> scene.stranger()
                                .register("{\"termsOfServiceAgreed\":\"yes\"}")
                                .isProblem(400, "malformed")),
                clause("7.3.1", "The same key again is answered with 200 and the same account", scene -> {
                    Client client = scene.newClient();
                    Answer again =
                            client.postByKey(client.url("new-account"), "{}").isSuccess(200);
                    assertThat(again.location()).isEqualTo(client.account());
                }),
                clause("7.3.1", "Contacts given with a key that is known change nothing", scene -> {
                    Client client = scene.newClient();
                    Answer again =
                            client.postByKey(client.url("new-account"), "{\"contact\":[\"mailto:a@example.test\"]}");
                    assertThat(again.isSuccess(200).json().path("contact").size())
                            .isZero();
                }),
                clause("7.3.1", "An account is found by its key alone", scene -> {
                    Client client = scene.newClient();
                    Answer found = client.postByKey(client.url("new-account"), "{\"onlyReturnExisting\":true}");
                    assertThat(found.isSuccess(200).location()).isEqualTo(client.account());
                }),
                clause(
                        "7.3.1",
                        "A key without an account is accountDoesNotExist with 400 when none may be made",
                        scene -> scene.stranger()
                                .register("{\"onlyReturnExisting\":true}")
                                .isProblem(400, "accountDoesNotExist")),
                clause(
                        "7.3.1",
                        "No account is made when only existing ones are wanted, whatever else is given",
                        scene -> {
                            Client client = scene.stranger();
                            client.register("{\"onlyReturnExisting\":true,\"termsOfServiceAgreed\":true,"
                                            + "\"contact\":[\"mailto:a@example.test\"]}")
                                    .isProblem(400, "accountDoesNotExist");
                            client.register("{\"onlyReturnExisting\":true}").isProblem(400, "accountDoesNotExist");
                        }),
                clause("7.3.1", "The same key at another endpoint is another account", scene -> {
                    Client client = scene.newClient();
                    new Client(scene, scene.withTerms(), client.key())
                            .register("{\"onlyReturnExisting\":true}")
                            .isProblem(400, "accountDoesNotExist");
                }));
    }

    static Stream<Clause> contacts() {
        return Stream.of(
                contact("A scheme that is not supported", "tel:+12025551212", "unsupportedContact"),
                contact("An http URL", "https://example.test/", "unsupportedContact"),
                contact("A mailto URL with header fields", "mailto:a@example.test?subject=x", "invalidContact"),
                contact("A mailto URL with two addresses", "mailto:a@example.test,b@example.test", "invalidContact"),
                contact("A mailto URL without an address", "mailto:", "invalidContact"),
                contact("A mailto URL without a domain", "mailto:a", "invalidContact"),
                contact("A mail address with line breaks", "mailto:a%0d%0aBcc:b@example.test", "invalidContact"),
                contact("A text that is no URL", "a@example.test", "invalidContact"),
                contact(
                        "A contact of 3000 characters",
                        "mailto:" + "a".repeat(3000) + "@example.test",
                        "invalidContact"),
                clause(
                        "7.3",
                        "A contact that is no string is refused",
                        scene -> scene.stranger().register("{\"contact\":[1]}").isProblem(400, "malformed")),
                clause(
                        "7.3",
                        "Contacts that are no list are refused",
                        scene -> scene.stranger()
                                .register("{\"contact\":\"mailto:a@example.test\"}")
                                .isProblem(400, "malformed")));
    }

    private static Clause contact(String what, String url, String type) {
        return clause("7.3", what + " is refused as " + type, scene -> {
            scene.stranger().register("{\"contact\":[\"" + url + "\"]}").isProblem(400, type);
            scene.client()
                    .post(scene.client().account(), "{\"contact\":[\"" + url + "\"]}")
                    .isProblem(400, type);
        });
    }

    static Stream<Clause> updates() {
        return Stream.of(
                clause("7.3.2", "New contacts take the place of the old ones", scene -> {
                    Client client = scene.newClient();
                    client.post(client.account(), "{\"contact\":[\"mailto:a@example.test\"]}")
                            .isSuccess(200);
                    Answer answer = client.post(client.account(), "{\"contact\":[\"mailto:b@example.test\"]}");
                    assertThat(answer.isSuccess(200).json().path("contact").toString())
                            .isEqualTo("[\"mailto:b@example.test\"]");
                    assertThat(client.get(client.account())
                                    .json()
                                    .path("contact")
                                    .toString())
                            .isEqualTo("[\"mailto:b@example.test\"]");
                }),
                clause("7.3.2", "An empty list takes the contacts away", scene -> {
                    Client client = scene.newClient();
                    client.post(client.account(), "{\"contact\":[\"mailto:a@example.test\"]}");
                    client.post(client.account(), "{\"contact\":[]}").isSuccess(200);
                    assertThat(client.get(client.account())
                                    .json()
                                    .path("contact")
                                    .size())
                            .isZero();
                }),
                clause("7.3.2", "An update without contacts leaves them", scene -> {
                    Client client = scene.newClient();
                    client.post(client.account(), "{\"contact\":[\"mailto:a@example.test\"]}");
                    client.post(client.account(), "{}").isSuccess(200);
                    assertThat(client.get(client.account())
                                    .json()
                                    .path("contact")
                                    .size())
                            .isOne();
                }),
                clause(
                        "7.3.2",
                        "A list of orders in an update is ignored",
                        scene -> assertThat(scene.client()
                                        .post(scene.client().account(), "{\"orders\":\"https://other.example.test/\"}")
                                        .isSuccess(200)
                                        .text("orders"))
                                .isEqualTo(scene.client().account() + "/orders")),
                clause(
                        "7.3.2",
                        "A status other than deactivated is ignored",
                        scene -> assertThat(scene.client()
                                        .post(scene.client().account(), "{\"status\":\"revoked\"}")
                                        .isSuccess(200)
                                        .text("status"))
                                .isEqualTo("valid")),
                clause(
                        "7.3.2",
                        "Agreement in an update is taken",
                        scene -> scene.client()
                                .post(scene.client().account(), "{\"termsOfServiceAgreed\":true}")
                                .isSuccess(200)),
                clause(
                        "7.3",
                        "An account is read by POST-as-GET",
                        scene -> assertThat(scene.client()
                                        .get(scene.client().account())
                                        .text("status"))
                                .isEqualTo("valid")),
                clause("7.3", "Nobody reads or changes another's account", scene -> {
                    Client other = scene.newClient();
                    scene.client().get(other.account()).isProblem(403, "unauthorized");
                    scene.client().post(other.account(), "{\"contact\":[]}").isProblem(403, "unauthorized");
                    scene.client()
                            .post(other.account(), "{\"status\":\"deactivated\"}")
                            .isProblem(403, "unauthorized");
                    other.get(other.account()).isSuccess(200);
                }),
                clause("7.3", "An account of another customer does not exist here", scene -> {
                    Client foreign = scene.newBound(scene.foreign());
                    Client client = scene.client();
                    client.postChanged(client.account(), header -> header.put("kid", foreign.account()), "")
                            .isProblem(400, "accountDoesNotExist");
                }));
    }

    static Stream<Clause> terms() {
        return Stream.of(
                clause(
                        "7.3",
                        "Without agreement to the terms there is no account",
                        scene ->
                                scene.stranger(scene.withTerms()).register("{}").isProblem(403, "userActionRequired")),
                clause(
                        "7.3",
                        "Refused agreement is no agreement",
                        scene -> scene.stranger(scene.withTerms())
                                .register("{\"termsOfServiceAgreed\":false}")
                                .isProblem(403, "userActionRequired")),
                clause("7.3.3", "The refusal says where the terms are, in a link and as its instance", scene -> {
                    Answer answer = scene.stranger(scene.withTerms()).register("{}");
                    assertThat(answer.links("terms-of-service")).containsExactly(Scene.TERMS);
                    assertThat(answer.text("instance")).isEqualTo(Scene.TERMS);
                }),
                clause(
                        "7.3",
                        "With agreement there is an account that says so",
                        scene -> assertThat(scene.stranger(scene.withTerms())
                                        .register("{\"termsOfServiceAgreed\":true}")
                                        .isSuccess(201)
                                        .json()
                                        .path("termsOfServiceAgreed")
                                        .asBoolean())
                                .isTrue()));
    }

    static Stream<Clause> bindings() {
        return Stream.of(
                clause(
                        "7.3.4",
                        "Without a binding there is no account where one is required",
                        scene -> scene.stranger(scene.granting())
                                .register("{}")
                                .isProblem(403, "externalAccountRequired")),
                clause("7.3.4", "With a binding there is an account", scene -> {
                    Client client = scene.stranger(scene.granting());
                    client.register("{\"externalAccountBinding\":"
                                    + scene.binding(client, scene.external(scene.granting())) + "}")
                            .isSuccess(201);
                }),
                clause("7.3.4", "The account shows the binding as it was sent", scene -> {
                    Client client = scene.stranger(scene.granting());
                    String binding = scene.binding(client, scene.external(scene.granting()));
                    Answer answer = client.register("{\"externalAccountBinding\":" + binding + "}");
                    assertThat(answer.json().path("externalAccountBinding")).isEqualTo(Client.tree(binding));
                }),
                clause("7.3.4", "A binding is ignored where none is supported", scene -> {
                    Client client = scene.stranger();
                    Place elsewhere = scene.granting();
                    client.register("{\"externalAccountBinding\":" + scene.binding(client, scene.external(elsewhere))
                                    + "}")
                            .isSuccess(201);
                }),
                binding(
                        "A binding with the MAC of another key is refused",
                        403,
                        "unauthorized",
                        (client, external) -> ClientKey.authenticate(
                                new byte[64],
                                header(client, external).toString(),
                                client.key().jwk())),
                binding(
                        "A binding to an account that nobody knows is refused",
                        403,
                        "unauthorized",
                        (client, external) -> mac(
                                external,
                                header(client, external).put("kid", "nobody"),
                                client.key().jwk())),
                binding(
                        "A binding of another key than the request's is refused",
                        400,
                        "malformed",
                        (client, external) -> mac(
                                external,
                                header(client, external),
                                ClientKey.p256().jwk())),
                binding(
                        "A binding for another URL is refused",
                        400,
                        "malformed",
                        (client, external) -> mac(
                                external,
                                header(client, external).put("url", client.url("new-order")),
                                client.key().jwk())),
                binding(
                        "A binding with a nonce is refused",
                        400,
                        "malformed",
                        (client, external) -> mac(
                                external,
                                header(client, external).put("nonce", "AAAA"),
                                client.key().jwk())),
                binding(
                        "A binding that is signed, not authenticated, is refused",
                        400,
                        "malformed",
                        (client, external) -> client.key()
                                .sign(
                                        header(client, external)
                                                .put("alg", "ES256")
                                                .toString(),
                                        client.key().jwk())),
                binding(
                        "A binding without a MAC (none) is refused",
                        400,
                        "malformed",
                        (client, external) -> mac(
                                external,
                                header(client, external).put("alg", "none"),
                                client.key().jwk())),
                binding("A binding that carries a key is refused", 400, "malformed", (client, external) -> {
                    ObjectNode header = header(client, external);
                    header.set("jwk", Client.tree(client.key().jwk()));
                    return mac(external, header, client.key().jwk());
                }),
                binding(
                        "A binding whose payload is no key is refused",
                        400,
                        "malformed",
                        (client, external) -> mac(external, header(client, external), "key")),
                binding("A binding without a kid is refused", 400, "malformed", (client, external) -> {
                    ObjectNode header = header(client, external);
                    header.remove("kid");
                    return mac(external, header, client.key().jwk());
                }),
                binding("A binding with an unprotected header is refused", 400, "malformed", (client, external) -> {
                    ObjectNode jws = (ObjectNode) Client.tree(
                            mac(external, header(client, external), client.key().jwk()));
                    jws.putObject("header");
                    return jws.toString();
                }),
                binding("A binding that is no object is refused", 400, "malformed", (_, _) -> "\"binding\""),
                clause("7.3.4", "A binding to an external account of another customer is refused", scene -> {
                    Client client = scene.stranger(scene.granting());
                    client.register("{\"externalAccountBinding\":"
                                    + scene.binding(client, scene.external(scene.foreign())) + "}")
                            .isProblem(403, "unauthorized");
                }));
    }

    private interface Binding {
        String of(Client client, ExternalAccount external);
    }

    private static Clause binding(String words, int status, String type, Binding binding) {
        return clause("7.3.4", words, scene -> {
            Client client = scene.stranger(scene.granting());
            client.register("{\"externalAccountBinding\":" + binding.of(client, scene.external(scene.granting())) + "}")
                    .isProblem(status, type);
            client.register("{\"onlyReturnExisting\":true}").isProblem(400, "accountDoesNotExist");
        });
    }

    private static ObjectNode header(Client client, ExternalAccount external) {
        return ((ObjectNode) Client.tree("{}"))
                .put("alg", "HS256")
                .put("kid", external.macId())
                .put("url", client.url("new-account"));
    }

    private static String mac(ExternalAccount external, ObjectNode header, String payload) {
        return ClientKey.authenticate(external.macKey().value(), header.toString(), payload);
    }

    static Stream<Clause> keyChanges() {
        return Stream.of(
                clause("7.3.5", "A key change is answered with 200", scene -> {
                    Client client = scene.newClient();
                    change(client, ClientKey.p256()).isSuccess(200);
                }),
                clause("7.3.5", "After a key change the new key signs for the account", scene -> {
                    Client client = scene.newClient();
                    ClientKey key = ClientKey.rsa(2048);
                    change(client, key).isSuccess(200);
                    client.with(key).get(client.account()).isSuccess(200);
                }),
                clause("7.3.5", "After a key change the old key signs for nothing", scene -> {
                    Client client = scene.newClient();
                    change(client, ClientKey.p256()).isSuccess(200);
                    client.get(client.account()).isProblem(400, "malformed");
                }),
                clause("7.3.5", "A key that another account has is refused with 409 and that account's URL", scene -> {
                    Client client = scene.newClient();
                    Client other = scene.newClient();
                    Answer answer = change(client, other.key());
                    assertThat(answer.isProblem(409, "malformed").location()).isEqualTo(other.account());
                    client.get(client.account()).isSuccess(200);
                }),
                clause("7.3.5", "The key that the account has already is refused with 409", scene -> {
                    Client client = scene.newClient();
                    change(client, client.key()).isProblem(409, "malformed");
                }),
                inner(
                        "An inner JWS that the new key has not signed is refused",
                        (client, key, header, payload) -> client.key().sign(header.toString(), payload)),
                inner("An inner JWS with a kid is refused", (client, key, header, payload) -> {
                    header.remove("jwk");
                    header.put("kid", client.account());
                    return key.sign(header.toString(), payload);
                }),
                inner(
                        "An inner JWS with a nonce is refused",
                        (client, key, header, payload) ->
                                key.sign(header.put("nonce", "AAAA").toString(), payload)),
                inner(
                        "An inner JWS for another URL is refused",
                        (client, key, header, payload) -> key.sign(
                                header.put("url", client.url("new-order")).toString(), payload)),
                inner(
                        "An inner JWS that names another account is refused",
                        (client, key, header, payload) -> key.sign(
                                header.toString(), payload.replace(client.account(), client.url("account/1")))),
                inner(
                        "An inner JWS with another old key is refused",
                        (client, key, header, payload) ->
                                key.sign(header.toString(), keyChange(client.account(), key))),
                inner(
                        "An inner JWS without the old key is refused",
                        (client, key, header, payload) ->
                                key.sign(header.toString(), "{\"account\":\"" + client.account() + "\"}")),
                inner(
                        "An inner JWS without the account is refused",
                        (client, key, header, payload) -> key.sign(
                                header.toString(), "{\"oldKey\":" + client.key().jwk() + "}")),
                inner("An inner JWS that is no JWS is refused", (_, _, _, _) -> "{}"),
                inner(
                        "An inner JWS whose payload is empty is refused",
                        (client, key, header, payload) -> key.sign(header.toString(), "")),
                clause("7.3.5", "A key change that is signed by jwk is refused", scene -> {
                    Client client = scene.newClient();
                    client.postByKey(client.url("key-change"), "{}").isProblem(400, "malformed");
                }),
                clause("7.3.5", "A new key that is too weak is refused", scene -> {
                    Client client = scene.newClient();
                    change(client, ClientKey.rsa(1024)).isProblem(400, "badPublicKey");
                }));
    }

    private interface Inner {
        String of(Client client, ClientKey key, ObjectNode header, String payload);
    }

    private static Clause inner(String words, Inner inner) {
        return clause("7.3.5", words, scene -> {
            Client client = scene.newClient();
            ClientKey key = ClientKey.p256();
            String jws = inner.of(client, key, innerHeader(client, key), keyChange(client.account(), client.key()));
            client.post(client.url("key-change"), jws).isProblem(400, "malformed");
            client.get(client.account()).isSuccess(200);
        });
    }

    private static Answer change(Client client, ClientKey key) {
        String inner = key.sign(innerHeader(client, key).toString(), keyChange(client.account(), client.key()));
        return client.post(client.url("key-change"), inner);
    }

    private static ObjectNode innerHeader(Client client, ClientKey key) {
        ObjectNode header =
                ((ObjectNode) Client.tree("{}")).put("alg", key.algorithm()).put("url", client.url("key-change"));
        header.set("jwk", Client.tree(key.jwk()));
        return header;
    }

    private static String keyChange(String account, ClientKey old) {
        return "{\"account\":\"" + account + "\",\"oldKey\":" + old.jwk() + "}";
    }

    static Stream<Clause> deactivation() {
        return Stream.of(
                clause("7.3.6", "An account is deactivated by its status, and says so", scene -> {
                    Client client = scene.newClient();
                    assertThat(deactivate(client).isSuccess(200).text("status")).isEqualTo("deactivated");
                }),
                clause("7.3.6", "Requests of a deactivated account are unauthorized with 401", scene -> {
                    Client client = scene.newClient();
                    deactivate(client);
                    client.get(client.account()).isProblem(401, "unauthorized");
                    client.order(Scene.newName()).isProblem(401, "unauthorized");
                }),
                clause("7.3.6", "A deactivated account does not come back", scene -> {
                    Client client = scene.newClient();
                    deactivate(client);
                    client.post(client.account(), "{\"status\":\"valid\"}").isProblem(401, "unauthorized");
                }),
                clause("7.3.6", "The key of a deactivated account makes no new one", scene -> {
                    Client client = scene.newClient();
                    deactivate(client);
                    client.postByKey(client.url("new-account"), "{}").isProblem(401, "unauthorized");
                }),
                clause("7.3.6", "The key of a deactivated account finds no account", scene -> {
                    Client client = scene.newClient();
                    deactivate(client);
                    client.postByKey(client.url("new-account"), "{\"onlyReturnExisting\":true}")
                            .isProblem(401, "unauthorized");
                }),
                clause("7.3.6", "A deactivated account takes no new key", scene -> {
                    Client client = scene.newClient();
                    deactivate(client);
                    change(client, ClientKey.p256()).isProblem(401, "unauthorized");
                }),
                clause("7.3.6", "A deactivated account's orders cannot be finalized", scene -> {
                    Client client = scene.newBound(scene.granting());
                    String name = Scene.newName();
                    Answer order = client.order(name).isSuccess(201);
                    deactivate(client);
                    client.finish(order, Csr.of(name)).isProblem(401, "unauthorized");
                }));
    }

    private static Answer deactivate(Client client) {
        return client.post(client.account(), "{\"status\":\"deactivated\"}");
    }

    private static JsonNode meta(Scene scene, Place place) {
        return scene.get(place.url("directory")).json().path("meta");
    }
}
