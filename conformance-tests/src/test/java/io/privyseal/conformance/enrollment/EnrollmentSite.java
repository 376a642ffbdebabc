package io.privyseal.conformance.enrollment;

import io.privyseal.conformance.ServerProcess;
import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.Rest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running server with three CAs that issue to devices, and an administrator. */
final class EnrollmentSite implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerProcess server;
    private final Rest rest;
    private final long organization;
    private final Authority first;
    private final Authority next;
    private final Authority rsa;
    private final Map<String, Long> estEndpoints = new HashMap<>();

    /**
     * A CA that issues.
     *
     * @param certificate its own
     * @param root at the end of its path
     */
    record Authority(long id, X509Certificate certificate, X509Certificate root) {}

    private EnrollmentSite(ServerProcess server) throws IOException, InterruptedException, GeneralSecurityException {
        this.server = server;
        this.rest = new Rest(server);
        String firstRun = server.firstRun();
        this.organization = Long.parseLong(Rest.member(firstRun, "organizationId"));
        String starter = rest.get("/api/profile/v1/" + Rest.member(firstRun, "Enrolling Device"));
        long firstIssuer = Long.parseLong(Rest.member(starter, "issuerId"));
        long firstRoot = Long.parseLong(Rest.member(rest.get("/api/issuer/v1/" + firstIssuer), "parentId"));
        this.first = authority(firstIssuer, firstRoot);
        this.next = authority(create("Next CA", "EC", "P-256", firstRoot), firstRoot);
        long rsaRoot = create("RSA Root CA", "RSA", "2048", null);
        this.rsa = authority(create("RSA Issuing CA", "RSA", "2048", rsaRoot), rsaRoot);
    }

    static EnrollmentSite start(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        ServerProcess server = ServerProcess.start(directory.resolve("home"));
        try {
            return new EnrollmentSite(server);
        } catch (IOException | InterruptedException | GeneralSecurityException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private long create(String name, String algorithm, String size, @Nullable Long parent)
            throws IOException, InterruptedException {
        return rest.create("/api/issuer/v1", """
            {"name":"%1$s","subject":{"commonName":"%1$s"},"keyType":{"algorithm":"%2$s","size":"%3$s"},\
            "termDays":365%4$s}\
            """.formatted(
                        name, algorithm, size, parent == null ? "" : ",\"parentId\":" + parent));
    }

    private Authority authority(long issuer, long root)
            throws IOException, InterruptedException, GeneralSecurityException {
        return new Authority(issuer, certificate(issuer), certificate(root));
    }

    private X509Certificate certificate(long authority)
            throws IOException, InterruptedException, GeneralSecurityException {
        return Certificates.in(rest.get("/api/issuer/v1/" + authority + "/certificate"))
                .getFirst();
    }

    /** The CA of the first start, which has a P-256 key. */
    Authority first() {
        return first;
    }

    /** Another one below the same root. */
    Authority next() {
        return next;
    }

    /** One with an RSA key, below a root with an RSA key. */
    Authority rsa() {
        return rsa;
    }

    /** A profile for devices. */
    long addProfile(String name, Authority issuer) throws IOException, InterruptedException {
        return rest.create("/api/profile/v1", """
            {"name":"%s","certType":"Device","issuerId":%d,"terms":[30],"approval":"automatic"}\
            """.formatted(name, issuer.id()));
    }

    /** Lets another CA issue from now on. */
    void move(long profile, Authority issuer) throws IOException, InterruptedException {
        rest.put("/api/profile/v1/" + profile, """
            {"issuerId":%d}\
            """.formatted(issuer.id()));
    }

    /** An endpoint and an account there that are used by one trial. */
    Place addScep(String extension, long profile, boolean approved) throws IOException, InterruptedException {
        return addAccount(
                addEndpoint(Protocol.SCEP, extension), server.http("/scep/" + extension), extension, profile, approved);
    }

    /** An account that is used by one trial, at an endpoint of all trials of its client. */
    Place addEst(String extension, String user, long profile, boolean approved)
            throws IOException, InterruptedException {
        Long endpoint = estEndpoints.get(extension);
        if (endpoint == null) {
            endpoint = addEndpoint(Protocol.EST, extension);
            estEndpoints.put(extension, endpoint);
        }
        return addAccount(endpoint, server.https("/.well-known/est/" + extension), user, profile, approved);
    }

    private long addEndpoint(Protocol protocol, String extension) throws IOException, InterruptedException {
        // pki --scepca writes nothing where the root is not among the certificates.
        String settings = protocol == Protocol.SCEP ? ",\"scep\":{\"caCertFormat\":\"ra_issuer_root\"}" : "";
        return rest.create(
                "/api/endpoint/v1", """
                    {"name":"%1$s","endpointType":"%2$s","uriExtension":"%1$s","orgDelegations":[%3$d]%4$s}\
                    """.formatted(extension, protocol.endpointType(), organization, settings));
    }

    private Place addAccount(long endpoint, URI address, String name, long profile, boolean approved)
            throws IOException, InterruptedException {
        String secret = "secret-of-" + name;
        rest.create("/api/endpoint/v1/" + endpoint + "/account", """
            {"name":"%s","organizationId":%d,"profileIds":[%d],"accessCode":"%s","autoApprove":%b}\
            """.formatted(
                        name, organization, profile, secret, approved));
        return new Place(address, name, secret);
    }

    /** Approves the one request for a device, as soon as it is there. */
    void approve(Device device) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String found = requests(device);
        while (!found.contains("REQUESTED")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("No request of " + device.name() + " waits: " + found);
            }
            Thread.sleep(50);
            found = requests(device);
        }
        rest.post("/api/device/v1/approve/" + Rest.member(found, "id"), """
            {"message":"Known device"}\
            """);
    }

    /** All that the server was ever asked to issue to a device, as JSON. */
    String requests(Device device) throws IOException, InterruptedException {
        return rest.get("/api/device/v1?commonName=" + device.name());
    }

    /** Trusted by TLS clients. */
    Path root() {
        return server.home().resolve("root.pem");
    }

    @Override
    public void close() {
        rest.close();
        server.close();
    }
}
