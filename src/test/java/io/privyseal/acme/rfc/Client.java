package io.privyseal.acme.rfc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An ACME client at an endpoint, with a key and, once it is registered, an account. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scene scene;
    private final Place place;
    private final ClientKey key;
    private String account = "";

    Client(Scene scene, Place place, ClientKey key) {
        this.scene = scene;
        this.place = place;
        this.key = key;
    }

    /** The same account with another key. */
    Client with(ClientKey other) {
        Client changed = new Client(scene, place, other);
        changed.account = account;
        return changed;
    }

    ClientKey key() {
        return key;
    }

    String url(String resource) {
        return place.url(resource);
    }

    /** The account URL. */
    String account() {
        return account;
    }

    /** Asks for an account with this payload and keeps it. */
    Answer register(String payload) {
        Answer answer = postByKey(url("new-account"), payload);
        account = answer.header("Location");
        return answer;
    }

    Answer post(String url, String payload) {
        return scene.post(url, sign(byAccount(url), payload));
    }

    /** POST-as-GET. */
    Answer get(String url) {
        return post(url, "");
    }

    Answer postByKey(String url, String payload) {
        return scene.post(url, sign(byKey(url), payload));
    }

    /** Sends a request with a header that was changed before it was signed. */
    Answer postChanged(String url, Consumer<ObjectNode> change, String payload) {
        ObjectNode header = byAccount(url);
        change.accept(header);
        return scene.post(url, sign(header, payload));
    }

    String sign(ObjectNode header, String payload) {
        return key.sign(header.toString(), payload);
    }

    ObjectNode byAccount(String url) {
        return header(url).put("kid", account);
    }

    ObjectNode byKey(String url) {
        ObjectNode header = header(url);
        header.set("jwk", tree(key.jwk()));
        return header;
    }

    private ObjectNode header(String url) {
        return JSON.createObjectNode()
                .put("alg", key.algorithm())
                .put("nonce", scene.nonce(place))
                .put("url", url);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Orders DNS names. */
    Answer order(String... names) {
        return post(url("new-order"), orderOf("dns", List.of(names)));
    }

    static String orderOf(String type, List<String> values) {
        return "{\"identifiers\":["
                + values.stream()
                        .map(value -> "{\"type\":\"" + type + "\",\"value\":\"" + value + "\"}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    /** Gives an order a CSR. */
    Answer finish(Answer order, byte[] csr) {
        return post(order.text("finalize"), "{\"csr\":\"" + ClientKey.base64(csr) + "\"}");
    }

    /** A valid order of these names, which the endpoint grants. */
    Answer issue(String... names) {
        Answer order = order(names).isSuccess(201);
        return finish(order, Csr.of(names)).isSuccess(200);
    }

    /** Answers all challenges of an order and waits for the outcome. */
    void prove(Answer order) throws InterruptedException {
        for (JsonNode authorization : order.json().path("authorizations")) {
            prove(authorization.asText());
        }
    }

    /** Answers the http-01 challenge of an authorization and waits for the outcome. */
    Answer prove(String authorization) throws InterruptedException {
        JsonNode challenge = challenge(get(authorization), "http-01");
        String token = challenge.path("token").asText();
        scene.serve(token, token + "." + key.thumbprint());
        post(challenge.path("url").asText(), "{}").isSuccess(200);
        return settled(authorization);
    }

    /** An authorization once it is not pending any more. */
    Answer settled(String authorization) throws InterruptedException {
        Answer answer = get(authorization);
        for (int i = 0; i < 400 && answer.text("status").equals("pending"); i++) {
            Thread.sleep(25);
            answer = get(authorization);
        }
        return answer;
    }

    static JsonNode challenge(Answer authorization, String type) {
        for (JsonNode challenge : authorization.json().path("challenges")) {
            if (challenge.path("type").asText().equals(type)) {
                return challenge;
            }
        }
        throw new AssertionError("No challenge " + type + " in " + authorization.text());
    }

    /** The first authorization of an order. */
    static String authorization(Answer order) {
        return order.json().path("authorizations").path(0).asText();
    }
}
