package io.privyseal.conformance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.toolbox.JSON;

/** An ACME account that does what comes to its mind, each request at either node, and what must be true of it. */
final class AcmeWalker {
    private static final List<String> NAMES = List.of("a.walk.test", "b.walk.test", "c.walk.test");
    private static final String ERROR = "urn:ietf:params:acme:error:";
    private static final int PATIENCE = 600;
    private static final int PAUSE_MILLIS = 50;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair CERTIFICATE_KEYS = newKeys();

    private final List<HttpConnection> nodes;
    private final ChallengeServer challenges;
    private final Random random;
    private final JSON directory;
    private final Map<String, Proof> known = new HashMap<>();
    private final List<Ordered> orders = new ArrayList<>();
    private AcmeAccount account;
    private String nonce;

    /** What must be true of an authorization. */
    private static final class Proof {
        private final String name;
        private State state = State.PENDING;

        Proof(String name) {
            this.name = name;
        }

        /** FAILING: a wrong answer was given, and the server may still be trying. */
        enum State {
            PENDING("pending"),
            FAILING("pending", "processing", "invalid"),
            VALID("valid"),
            DEACTIVATED("deactivated");

            private final Set<String> names;

            State(String... names) {
                this.names = Set.of(names);
            }
        }
    }

    /** What must be true of an order. */
    private static final class Ordered {
        private final String url;
        private final String finalizeUrl;
        private final Set<String> names;
        private final List<String> authorizations;
        private byte @Nullable [] csr;
        private boolean revoked;

        Ordered(String url, String finalizeUrl, Set<String> names, List<String> authorizations) {
            this.url = url;
            this.finalizeUrl = finalizeUrl;
            this.names = names;
            this.authorizations = authorizations;
        }
    }

    /** Makes an account. */
    AcmeWalker(List<HttpConnection> nodes, URI directory, ChallengeServer challenges, Random random)
            throws IOException, GeneralSecurityException {
        this.nodes = nodes;
        this.challenges = challenges;
        this.random = random;
        this.directory = JSON.parse(
                node().exchange(AcmeClient.request("GET", directory, "")).text());
        this.account = AcmeAccount.withFreshKey();
        this.nonce = freshNonce();
        HttpConnection.Answer made = post(url("newAccount"), "{\"termsOfServiceAgreed\":true}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        account = account.named(made.header("location").orElseThrow());
    }

    void step() throws IOException, GeneralSecurityException, InterruptedException {
        int choice = random.nextInt(100);
        if (choice < 20 || orders.isEmpty()) {
            order();
        } else if (choice < 50) {
            answer();
        } else if (choice < 72) {
            finish();
        } else if (choice < 77) {
            deactivate();
        } else if (choice < 80) {
            changeKey();
        } else if (choice < 85) {
            revoke();
        } else if (choice < 90) {
            replay();
        } else {
            require(some(orders));
        }
    }

    private void order() throws IOException, GeneralSecurityException {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            names.add(some(NAMES));
        }
        HttpConnection.Answer made = post(
                url("newOrder"),
                names.stream()
                        .map(name -> "{\"type\":\"dns\",\"value\":\"" + name + "\"}")
                        .collect(Collectors.joining(",", "{\"identifiers\":[", "]}")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        JSON order = JSON.parse(made.text());
        List<String> authorizations = order.get("authorizations").asArray().stream()
                .map(JSON.Value::asString)
                .toList();
        assertThat(authorizations).hasSize(names.size());
        for (String authorization : authorizations) {
            meet(authorization);
        }
        Ordered ordered = new Ordered(
                made.header("location").orElseThrow(), order.get("finalize").asString(), names, authorizations);
        orders.add(ordered);
        require(ordered);
    }

    /** An authorization that is valid is given again, and only such a one. */
    private void meet(String url) throws IOException, GeneralSecurityException {
        JSON authorization = get(url);
        String name = authorization.get("identifier").asObject().get("value").asString();
        boolean one =
                known.values().stream().anyMatch(proof -> proof.name.equals(name) && proof.state == Proof.State.VALID);
        assertThat(known.containsKey(url)).isEqualTo(one);
        Proof proof = known.computeIfAbsent(url, _ -> new Proof(name));
        assertThat(proof.name).isEqualTo(name);
        assertThat(proof.state.names).contains(status(authorization));
    }

    private void answer() throws IOException, GeneralSecurityException, InterruptedException {
        String url = random.nextBoolean() ? some(List.copyOf(known.keySet())) : some(some(orders).authorizations);
        Proof proof = Objects.requireNonNull(known.get(url));
        JSON authorization = get(url);
        assertThat(proof.state.names).contains(status(authorization));
        if (proof.state != Proof.State.PENDING) {
            return;
        }
        JSON challenge = authorization.get("challenges").asArray().stream()
                .map(JSON.Value::asObject)
                .filter(one -> one.get("type").asString().equals("http-01"))
                .findFirst()
                .orElseThrow();
        String token = challenge.get("token").asString();
        boolean wrong = random.nextInt(10) == 0;
        challenges.expect(token, wrong ? "wrong" : account.keyAuthorization(token));
        HttpConnection.Answer answered = post(challenge.get("url").asString(), "{}");
        assertThat(answered.status()).as(answered.text()).isEqualTo(200);
        if (wrong) {
            proof.state = Proof.State.FAILING;
        } else {
            await(url, "valid");
            challenges.forget(token);
            proof.state = Proof.State.VALID;
        }
    }

    private void finish() throws IOException, GeneralSecurityException, InterruptedException {
        Ordered order = some(orders);
        boolean right = random.nextInt(5) != 0;
        Set<String> names = new TreeSet<>(order.names);
        if (!right) {
            names.add("z.walk.test");
        }
        byte[] used = right && random.nextBoolean() ? order.csr : null;
        boolean repeated = used != null;
        byte[] csr = used == null ? csr(names) : used;
        boolean ready = expected(order).equals(Set.of("ready"));
        if (ready && right && random.nextBoolean()) {
            finishTwice(order, csr);
            return;
        }
        HttpConnection.Answer answer = post(order.finalizeUrl, finalizing(csr));
        if (ready && right) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            await(order.url, "valid");
            order.csr = csr;
        } else if (repeated) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } else {
            assertThat(answer.text()).contains(ERROR + (ready ? "badCSR" : "orderNotReady"));
        }
        require(order);
    }

    /** At both nodes at the same time; there must be one certificate. */
    private void finishTwice(Ordered order, byte[] csr)
            throws IOException, GeneralSecurityException, InterruptedException {
        byte[] first = AcmeClient.request(
                "POST", URI.create(order.finalizeUrl), account.sign(order.finalizeUrl, freshNonce(), finalizing(csr)));
        byte[] second = AcmeClient.request(
                "POST", URI.create(order.finalizeUrl), account.sign(order.finalizeUrl, freshNonce(), finalizing(csr)));
        CompletableFuture<HttpConnection.Answer> beside = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return nodes.getFirst().exchange(first);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
        HttpConnection.Answer answer = nodes.getLast().exchange(second);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(beside.join().status()).as(beside.join().text()).isEqualTo(200);
        await(order.url, "valid");
        order.csr = csr;
        require(order);
    }

    private void deactivate() throws IOException, GeneralSecurityException {
        String url = some(List.copyOf(known.keySet()));
        Proof proof = Objects.requireNonNull(known.get(url));
        if (proof.state == Proof.State.FAILING) {
            return;
        }
        HttpConnection.Answer answer = post(url, "{\"status\":\"deactivated\"}");
        if (proof.state == Proof.State.DEACTIVATED) {
            assertThat(answer.text()).contains(ERROR + "malformed");
        } else {
            assertThat(status(JSON.parse(answer.text()))).isEqualTo("deactivated");
            proof.state = Proof.State.DEACTIVATED;
        }
    }

    /** RFC 8555 §7.3.5. */
    private void changeKey() throws IOException, GeneralSecurityException {
        AcmeAccount fresh = AcmeAccount.withFreshKey();
        String url = url("keyChange");
        String inner =
                fresh.signWithoutNonce(url, "{\"account\":\"" + account.url() + "\",\"oldKey\":" + account.jwk() + "}");
        HttpConnection.Answer answer = post(url, inner);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        AcmeAccount old = account;
        account = fresh.named(old.url());
        HttpConnection.Answer refused = exchange(old.url(), old.sign(old.url(), nonce, ""));
        assertThat(refused.status()).as(refused.text()).isBetween(400, 403);
    }

    private void revoke() throws IOException, GeneralSecurityException {
        List<Ordered> issued =
                orders.stream().filter(order -> order.csr != null).toList();
        if (issued.isEmpty()) {
            return;
        }
        Ordered order = some(issued);
        HttpConnection.Answer answer = post(
                url("revokeCert"),
                "{\"certificate\":\""
                        + BASE64URL.encodeToString(certificate(order).getEncoded()) + "\",\"reason\":4}");
        if (order.revoked) {
            assertThat(answer.text()).contains(ERROR + "alreadyRevoked");
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        }
        order.revoked = true;
        require(order);
    }

    /** A nonce counts once, whichever node saw it first. */
    private void replay() throws IOException, GeneralSecurityException {
        String used = nonce;
        assertThat(post(account.url(), "").status()).isEqualTo(200);
        for (HttpConnection node : nodes) {
            HttpConnection.Answer answer = node.exchange(
                    AcmeClient.request("POST", URI.create(account.url()), account.sign(account.url(), used, "")));
            assertThat(answer.text()).contains(ERROR + "badNonce");
        }
    }

    /** Whether everything is as it must be; {@code serials} has those of others. */
    void requireAll(Set<String> serials) throws IOException, GeneralSecurityException {
        for (Ordered order : orders) {
            require(order);
            if (order.csr != null) {
                X509Certificate certificate = certificate(order);
                assertThat(serials.add(certificate.getSerialNumber().toString(16)))
                        .isTrue();
                assertThat(names(certificate)).isEqualTo(order.names);
            }
        }
    }

    long issued() {
        return orders.stream().filter(order -> order.csr != null).count();
    }

    long revoked() {
        return orders.stream().filter(order -> order.revoked).count();
    }

    private void require(Ordered order) throws IOException, GeneralSecurityException {
        JSON current = get(order.url);
        assertThat(expected(order)).contains(status(current));
        assertThat(current.get("certificate").isPresent()).isEqualTo(order.csr != null);
    }

    /** RFC 8555 §7.1.6. */
    private Set<String> expected(Ordered order) {
        if (order.csr != null) {
            return Set.of("valid");
        }
        Set<Proof.State> states = order.authorizations.stream()
                .map(url -> Objects.requireNonNull(known.get(url)).state)
                .collect(Collectors.toSet());
        if (states.contains(Proof.State.DEACTIVATED)) {
            return Set.of("invalid");
        }
        if (states.contains(Proof.State.FAILING)) {
            return Set.of("pending", "invalid");
        }
        return Set.of(states.contains(Proof.State.PENDING) ? "pending" : "ready");
    }

    private X509Certificate certificate(Ordered order) throws IOException, GeneralSecurityException {
        String chain = post(get(order.url).get("certificate").asString(), "").text();
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(chain.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateException {
        Set<String> names = new HashSet<>();
        for (List<?> name : certificate.getSubjectAlternativeNames()) {
            names.add((String) name.get(1));
        }
        return names;
    }

    private void await(String url, String status) throws IOException, GeneralSecurityException, InterruptedException {
        String now = "";
        for (int i = 0; i < PATIENCE; i++) {
            now = status(get(url));
            if (now.equals(status)) {
                return;
            }
            assertThat(now).isIn("pending", "processing");
            Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(now).isEqualTo(status);
    }

    private JSON get(String url) throws IOException, GeneralSecurityException {
        HttpConnection.Answer answer = post(url, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.parse(answer.text());
    }

    private HttpConnection.Answer post(String url, String payload) throws IOException, GeneralSecurityException {
        HttpConnection.Answer answer = exchange(url, account.sign(url, nonce, payload));
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        return answer;
    }

    private HttpConnection.Answer exchange(String url, String body) throws IOException {
        HttpConnection.Answer answer = node().exchange(AcmeClient.request("POST", URI.create(url), body));
        nonce = answer.header("replay-nonce").orElseThrow();
        return answer;
    }

    private String freshNonce() throws IOException {
        return node().exchange(AcmeClient.request("HEAD", URI.create(url("newNonce")), ""))
                .header("replay-nonce")
                .orElseThrow();
    }

    private String url(String resource) {
        return directory.get(resource).asString();
    }

    private HttpConnection node() {
        return some(nodes);
    }

    private <T> T some(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String status(JSON resource) {
        return resource.get("status").asString();
    }

    private static String finalizing(byte[] csr) {
        return "{\"csr\":\"" + BASE64URL.encodeToString(csr) + "\"}";
    }

    /** Signatures differ each time, so no two are the same. */
    private static byte[] csr(Set<String> names) throws IOException {
        return AcmeClient.csr(CERTIFICATE_KEYS, new X500Name(""), names);
    }

    private static KeyPair newKeys() {
        try {
            return AcmeAccount.freshKeys();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make keys", e);
        }
    }
}
