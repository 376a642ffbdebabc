package io.privyseal.conformance.client;

import io.privyseal.conformance.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The management API, as the first administrator calls it. */
public final class Rest implements AutoCloseable {
    private final ServerProcess server;
    private final HttpClient client;
    private final String[] headers;

    public Rest(ServerProcess server) throws IOException, GeneralSecurityException {
        this.server = server;
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(server.home().resolve("root.pem")))
                .build();
        this.headers = Files.readAllLines(server.home().resolve("admin.headers")).stream()
                .filter(line -> !line.isBlank())
                .flatMap(line -> Pattern.compile(":\\s*").splitAsStream(line).limit(2))
                .toArray(String[]::new);
    }

    public static SSLContext trusting(Path root) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
        roots.load(null, null);
        try (InputStream in = Files.newInputStream(root)) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    public String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET()).body();
    }

    public void post(String path, String json) throws IOException, InterruptedException {
        send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public void put(String path, String json) throws IOException, InterruptedException {
        send(request(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The number of what was created. */
    public long create(String path, String json) throws IOException, InterruptedException {
        String location = send(request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        return Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
    }

    private HttpRequest.Builder request(String path) {
        URI uri = server.https(path);
        return HttpRequest.newBuilder(uri).headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /** A member of a JSON text, without its quotes. */
    public static String member(String json, String name) {
        Matcher matcher = Pattern.compile(Pattern.quote("\"" + name + "\"") + "\\s*:\\s*\"?([^\",}\\]]*)")
                .matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + name + " in " + json);
        }
        return matcher.group(1).strip();
    }

    @Override
    public void close() {
        client.close();
    }
}
