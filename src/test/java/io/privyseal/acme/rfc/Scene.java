package io.privyseal.acme.rfc;

import com.sun.net.httpserver.HttpServer;
import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.AcmeSettings.About;
import io.privyseal.endpoint.AcmeSettings.Approval;
import io.privyseal.endpoint.AcmeSettings.Lifetimes;
import io.privyseal.endpoint.ChallengeType;
import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccount;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.IdentifierType;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.endpoint.RateLimits;
import io.privyseal.endpoint.TestEndpoints;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.DelegationRequest;
import io.privyseal.organization.DomainName;
import io.privyseal.organization.DomainPrivilege;
import io.privyseal.organization.Domains;
import io.privyseal.organization.Reach;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.Profiles;
import io.privyseal.profile.StarterProfiles;
import io.restassured.RestAssured;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Endpoints of every kind that the clauses need, their clients, and a host that answers challenges. */
@Singleton
public class Scene {
    static final String TERMS = "https://ca.example.test/terms/1";
    static final String JOSE = "application/jose+json";

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final RateLimits UNLIMITED = new RateLimits(0, 0, 0, 0, 0, 0, 0);

    private final TestTenants tenants;
    private final TestEndpoints accounts;
    private final Endpoints endpoints;
    private final Domains domains;
    private final Profiles profiles;
    private final Instance<MovableClock> clock;
    private final HttpClient http;
    private final HttpServer host;
    private final Map<String, String> served = new ConcurrentHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();
    private final Map<String, ProfileId> profile = new HashMap<>();
    private @Nullable Tenant tenant;
    private @Nullable Tenant otherTenant;
    private String lastNonce = "";

    Scene(
            TestTenants tenants,
            TestEndpoints accounts,
            Endpoints endpoints,
            Domains domains,
            Profiles profiles,
            Instance<MovableClock> clock,
            @ConfigProperty(name = RfcTestProfile.HTTP_01_PORT) int port) {
        this.tenants = tenants;
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.domains = domains;
        this.profiles = profiles;
        this.clock = clock;
        this.http = HttpClient.newHttpClient();
        this.host = host(port);
    }

    @PreDestroy
    void stop() {
        host.stop(0);
        http.close();
    }

    private HttpServer host(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
            server.createContext("/.well-known/acme-challenge/", exchange -> {
                String path = exchange.getRequestURI().getPath();
                byte[] body = served.getOrDefault(path.substring(path.lastIndexOf('/') + 1), "nothing")
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the host gives for a token. */
    void serve(String token, String body) {
        served.put(token, body);
    }

    // Places

    /** Everybody is served, and proves each name. */
    Place open() {
        return place("open", ExternalAccountPolicy.NONE, true, Approval.AUTOMATIC, About.NOTHING);
    }

    /** As {@link #open}, with terms of service and all else that a directory can say. */
    Place withTerms() {
        return place(
                "terms",
                ExternalAccountPolicy.NONE,
                true,
                Approval.AUTOMATIC,
                new About(TERMS, "https://www.example.test/", List.of("ca.example.test")));
    }

    /** Accounts are bound, and every name of the organization is granted to them. */
    Place granting() {
        return place("granting", ExternalAccountPolicy.REQUIRED, false, Approval.AUTOMATIC, About.NOTHING);
    }

    /** As {@link #granting}, but an administrator decides about each order. */
    Place reviewed() {
        return place("reviewed", ExternalAccountPolicy.REQUIRED, false, Approval.ADMINISTRATOR, About.NOTHING);
    }

    /** An endpoint of another customer, which grants the same names. */
    synchronized Place foreign() {
        Tenant other = otherTenant == null ? newTenant() : otherTenant;
        otherTenant = other;
        return places.computeIfAbsent(
                "foreign",
                _ -> create(other, ExternalAccountPolicy.REQUIRED, false, Approval.AUTOMATIC, About.NOTHING));
    }

    private synchronized Place place(
            String name, ExternalAccountPolicy policy, boolean proof, Approval approval, About about) {
        Tenant mine = tenant == null ? newTenant() : tenant;
        tenant = mine;
        return places.computeIfAbsent(name, _ -> create(mine, policy, proof, approval, about));
    }

    private Tenant newTenant() {
        Tenant made = tenants.create();
        for (String name : List.of("localhost", "home.arpa")) {
            domains.create(
                    made.customer(),
                    Reach.everything(),
                    new Domains.NewDomain(
                            DomainName.parse(name),
                            null,
                            true,
                            List.of(new DelegationRequest(
                                    made.organization(),
                                    EnumSet.allOf(CertificateKind.class),
                                    EnumSet.allOf(DomainPrivilege.class)))),
                    TestTenants.ACTOR);
        }
        return made;
    }

    private Place create(Tenant owner, ExternalAccountPolicy policy, boolean proof, Approval approval, About about) {
        ProfileId offered = profile.computeIfAbsent(
                owner.uri(),
                _ -> profiles.create(
                                owner.customer(),
                                CertificateKind.SSL,
                                StarterProfiles.ACME_SSL.draft(owner.issuer()),
                                TestTenants.ACTOR)
                        .id());
        AcmeSettings settings = new AcmeSettings(
                List.of(
                        new OfferedProfile("default", offered, "For servers", null),
                        new OfferedProfile("other", offered, "", null)),
                Set.of(ChallengeType.values()),
                Set.of(IdentifierType.values()),
                1_000,
                policy,
                proof,
                approval,
                Lifetimes.DEFAULT,
                List.of(),
                true,
                UNLIMITED,
                about);
        EnrollmentEndpoint endpoint = endpoints.create(
                owner.customer(),
                Reach.everything(),
                new EndpointDraft(
                        EndpointType.PRIVATE_ACME,
                        "Clauses",
                        TestEndpoints.newExtension(),
                        Set.of(owner.organization()),
                        true,
                        settings),
                TestTenants.ACTOR);
        return new Place(endpoint);
    }

    /** Changes what an endpoint is. */
    void close(Place place) {
        endpoints.update(
                place.endpoint().customer(),
                Reach.everything(),
                place.endpoint().id(),
                old -> old.withEnabled(false),
                TestTenants.ACTOR);
    }

    /** An endpoint that nobody else uses. */
    Place another() {
        Tenant mine = tenant == null ? newTenant() : tenant;
        tenant = mine;
        return create(mine, ExternalAccountPolicy.NONE, true, Approval.AUTOMATIC, About.NOTHING);
    }

    // Clients

    /** A client of {@link #open} that many clauses share. */
    Client client() {
        return clients.computeIfAbsent("open", _ -> newClient(open()));
    }

    /** A client of {@link #granting} that many clauses share. */
    Client granted() {
        return clients.computeIfAbsent("granting", _ -> newBound(granting()));
    }

    /** A client with an account of its own. */
    Client newClient(Place place) {
        Client client = stranger(place);
        client.register("{\"termsOfServiceAgreed\":true}").isSuccess(201);
        return client;
    }

    Client newClient() {
        return newClient(open());
    }

    /** A client with an account of its own that is bound to an external one. */
    Client newBound(Place place) {
        Client client = stranger(place);
        client.register("{\"externalAccountBinding\":" + binding(client, external(place)) + "}")
                .isSuccess(201);
        return client;
    }

    /** A client without an account. */
    Client stranger(Place place) {
        return new Client(this, place, ClientKey.p256());
    }

    Client stranger() {
        return stranger(open());
    }

    /** A new external account of an endpoint of the first customer or the other one. */
    ExternalAccount external(Place place) {
        Tenant owner = otherTenant != null
                        && otherTenant.customer().equals(place.endpoint().customer())
                ? otherTenant
                : tenant;
        if (owner == null) {
            throw new IllegalStateException("There is no tenant yet");
        }
        return accounts.account(owner, place.endpoint(), false);
    }

    /** The binding of a client to an external account. */
    String binding(Client client, ExternalAccount external) {
        return ClientKey.authenticate(
                external.macKey().value(),
                "{\"alg\":\"HS256\",\"kid\":\"" + external.macId() + "\",\"url\":\"" + client.url("new-account")
                        + "\"}",
                client.key().jwk());
    }

    /** A name that nobody has ordered yet, and that leads to this host. */
    static String newName() {
        return "n" + NEXT.incrementAndGet() + ".localhost";
    }

    // Time

    void later(Duration duration) {
        clock.get().goAhead(duration);
    }

    void comeBack() {
        clock.get().comeBack();
    }

    // Requests

    /** A fresh nonce, from the last answer that had one. */
    synchronized String nonce(Place place) {
        String fresh = lastNonce.isEmpty() ? head(place.url("new-nonce")).nonce() : lastNonce;
        lastNonce = "";
        return fresh;
    }

    Answer get(String url) {
        return send("GET", url, BodyPublishers.noBody());
    }

    Answer head(String url) {
        return send("HEAD", url, BodyPublishers.noBody());
    }

    Answer post(String url, String body) {
        Answer answer = send("POST", url, BodyPublishers.ofString(body), "Content-Type", JOSE);
        keepNonce(answer);
        return answer;
    }

    private synchronized void keepNonce(Answer answer) {
        lastNonce = answer.nonce();
    }

    /** Anything, to a URL below the server's origin. */
    Answer send(String method, String url, HttpRequest.BodyPublisher body, String... headers) {
        if (!url.startsWith(RfcTestProfile.ORIGIN + "/")) {
            throw new AssertionError("Not a URL of the server: " + url);
        }
        URI uri = URI.create("http://localhost:" + RestAssured.port + url.substring(RfcTestProfile.ORIGIN.length()));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
