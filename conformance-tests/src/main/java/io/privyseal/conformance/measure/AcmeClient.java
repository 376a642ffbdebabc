package io.privyseal.conformance.measure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** One ACME client with an account of its own (RFC 8555): from a name to its certificate over one connection. */
final class AcmeClient implements AutoCloseable {
    private static final int MOST_NONCES = 10;
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final Pattern HTTP_01 = Pattern.compile("\\{[^{}]*\"type\"\\s*:\\s*\"http-01\"[^{}]*}");
    private static final Pattern AUTHORIZATION = Pattern.compile("\"authorizations\"\\s*:\\s*\\[\\s*\"([^\"]+)\"");
    private static final Pattern LIST = Pattern.compile("\\[[^\\[\\]]*]");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final HttpConnection connection;
    private final ChallengeServer challenges;
    private final KeyPair certificateKeys = AcmeAccount.freshKeys();
    private final String newOrder;
    private AcmeAccount account;
    private String nonce;
    private int requests;

    private AcmeClient(HttpConnection connection, ChallengeServer challenges, URI directory)
            throws IOException, GeneralSecurityException {
        this.connection = connection;
        this.challenges = challenges;
        String urls = connection.exchange(request("GET", directory, "")).text();
        this.newOrder = required(urls, "newOrder");
        this.nonce = nonce(connection.exchange(request("HEAD", URI.create(required(urls, "newNonce")), "")))
                .orElseThrow(() -> new IllegalStateException("There is no nonce"));
        this.account = AcmeAccount.withFreshKey();
        HttpConnection.Answer made = post(required(urls, "newAccount"), "{\"termsOfServiceAgreed\":true}");
        this.account = account.named(
                made.header("location").orElseThrow(() -> new IllegalStateException("The account has no address")));
    }

    /**
     * A certificate, with its chain as PEM.
     *
     * @param order where the order is
     */
    record Issued(String name, String order, String chain) {}

    /** Connects and makes the account. */
    static AcmeClient connect(SSLContext context, URI directory, ChallengeServer challenges)
            throws IOException, GeneralSecurityException {
        HttpConnection connection = HttpConnection.open(context, directory);
        try {
            return new AcmeClient(connection, challenges, directory);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Orders a certificate for a name and stays with it until it is here; proves the name unless it is proven already. */
    Issued issue(String name) throws IOException, GeneralSecurityException, InterruptedException {
        HttpConnection.Answer made =
                post(newOrder, "{\"identifiers\":[{\"type\":\"dns\",\"value\":\"" + name + "\"}]}");
        String url = made.header("location").orElseThrow(() -> new IllegalStateException("The order has no address"));
        String order = made.text();
        if (status(order).equals("pending")) {
            prove(found(AUTHORIZATION, order, 1));
        }
        order = post(
                        required(order, "finalize"),
                        "{\"csr\":\""
                                + BASE64URL.encodeToString(
                                        csr(certificateKeys, new X500Name("CN=" + name), List.of(name)))
                                + "\"}")
                .text();
        if (!status(order).equals("valid")) {
            order = poll(url, "processing", "valid");
        }
        String chain = post(required(order, "certificate"), "").text();
        return new Issued(name, url, chain);
    }

    private void prove(String authorization) throws IOException, GeneralSecurityException, InterruptedException {
        String offered = post(authorization, "").text();
        if (status(offered).equals("valid")) {
            return;
        }
        String challenge = found(HTTP_01, offered, 0);
        String token = required(challenge, "token");
        challenges.expect(token, account.keyAuthorization(token));
        try {
            String answered = post(required(challenge, "url"), "{}").text();
            if (!status(answered).equals("valid")) {
                challenges.awaitAsked(token);
                poll(authorization, "pending", "valid");
            }
        } finally {
            challenges.forget(token);
        }
    }

    private String poll(String url, String from, String to) throws IOException, GeneralSecurityException {
        long end = System.nanoTime() + PATIENCE;
        for (long pause = FIRST_PAUSE; System.nanoTime() < end; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            LockSupport.parkNanos(pause);
            String answer = post(url, "").text();
            String status = status(answer);
            if (status.equals(to)) {
                return answer;
            }
            if (!status.equals(from)) {
                throw new IllegalStateException("Expected " + to + ": " + answer);
            }
        }
        throw new IllegalStateException("Still " + from + ": " + url);
    }

    /** Whether the server says so of an order, long afterwards. */
    boolean isValid(String order) throws IOException, GeneralSecurityException {
        return status(post(order, "").text()).equals("valid");
    }

    int requests() {
        return requests;
    }

    private HttpConnection.Answer post(String url, String payload) throws IOException, GeneralSecurityException {
        URI uri = URI.create(url);
        for (int attempt = 1; ; attempt++) {
            requests++;
            HttpConnection.Answer answer = connection.exchange(request("POST", uri, account.sign(url, nonce, payload)));
            nonce = nonce(answer).orElse(nonce);
            if (answer.status() < 300) {
                return answer;
            }
            // RFC 8555 §6.5.
            if (attempt == MOST_NONCES || !answer.text().contains("urn:ietf:params:acme:error:badNonce")) {
                throw new IllegalStateException(url + " answered " + answer.status() + ": " + answer.text());
            }
        }
    }

    private static Optional<String> nonce(HttpConnection.Answer answer) {
        return answer.header("replay-nonce");
    }

    static byte[] request(String method, URI url, String body) {
        return (method + ' ' + url.getRawPath() + (url.getRawQuery() == null ? "" : '?' + url.getRawQuery())
                        + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nUser-Agent: privyseal-bench\r\n"
                        + (body.isEmpty()
                                ? ""
                                : "Content-Type: application/jose+json\r\nContent-Length: " + body.length() + "\r\n")
                        + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A CSR for some names, signed with the key that the certificate is for. */
    static byte[] csr(KeyPair keys, X500Name subject, Collection<String> names) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(names.stream()
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
        try {
            return new JcaPKCS10CertificationRequestBuilder(subject, keys.getPublic())
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("Cannot sign a CSR", e);
        }
    }

    /** The object's own status, not that of one in a list that it holds. */
    private static String status(String json) {
        String own = json;
        for (Matcher list = LIST.matcher(own); list.find(); list = LIST.matcher(own)) {
            own = list.replaceAll("");
        }
        return required(own, "status");
    }

    private static String required(String json, String member) {
        return found(Pattern.compile("\"" + member + "\"\\s*:\\s*\"([^\"]*)\""), json, 1);
    }

    private static String found(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return matcher.group(group);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
