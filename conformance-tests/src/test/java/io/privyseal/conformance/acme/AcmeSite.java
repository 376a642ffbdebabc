package io.privyseal.conformance.acme;

import io.privyseal.conformance.ServerProcess;
import io.privyseal.conformance.acme.Registration.Binding;
import io.privyseal.conformance.client.Rest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;

/** A running server with endpoints for names below {@code test.}, and all that proofs of control need on this host. */
final class AcmeSite implements AutoCloseable {
    /** The second profile of every endpoint, with a shorter term than the first. */
    static final String SHORT_PROFILE = "short";

    static final int SHORT_DAYS = 30;
    static final int DEFAULT_DAYS = 90;

    private final Path directory;
    private final TestZone zone;
    private final WebRoot web;
    private final int alpnPort;
    private final ServerProcess server;
    private final Rest rest;

    private AcmeSite(Path directory, TestZone zone, WebRoot web, int alpnPort, ServerProcess server, Rest rest) {
        this.directory = directory;
        this.zone = zone;
        this.web = web;
        this.alpnPort = alpnPort;
        this.server = server;
        this.rest = rest;
    }

    static AcmeSite start(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        TestZone zone = new TestZone(directory.resolve("zone"));
        WebRoot web = new WebRoot(directory.resolve("web"));
        int alpnPort = freePort();
        ServerProcess server = ServerProcess.start(
                directory.resolve("home"),
                Map.of(
                        "PRIVYSEAL_DNS_SERVERS",
                        zone.address(),
                        "PRIVYSEAL_ACME_HTTP01_PORT",
                        Integer.toString(web.port()),
                        "PRIVYSEAL_ACME_TLSALPN01_PORT",
                        Integer.toString(alpnPort)));
        AcmeSite site = new AcmeSite(directory, zone, web, alpnPort, server, new Rest(server));
        site.writeHook();
        return site;
    }

    /** Adds an endpoint whose clients are this host, and tells its directory. */
    String addEndpoint(String extension, String externalAccounts, String approval)
            throws IOException, InterruptedException {
        String firstRun = server.firstRun();
        rest.create("/api/endpoint/v1", """
            {"name":"%1$s","endpointType":"PRIVATE_ACME","uriExtension":"%1$s","orgDelegations":[%2$s],"acme":{\
            "profiles":[{"name":"default","profileId":%3$s,"termDays":%4$d},\
            {"name":"%5$s","profileId":%3$s,"termDays":%6$d}],\
            "identifierTypes":["dns","ip"],"externalAccounts":"%7$s","approval":"%8$s","namesNeedProof":true,\
            "reuseAuthorizations":false,"loopbackTargets":true,"rateLimits":{"ordersPerAccountPerHour":0,\
            "accountsPerAddressPerHour":0,"ordersPerAddressPerMinute":0,"certificatesPerNamePerWeek":0,\
            "duplicatesPerWeek":0}}}\
            """.formatted(
                        extension,
                        Rest.member(firstRun, "organizationId"),
                        Rest.member(firstRun, "ACME SSL"),
                        DEFAULT_DAYS,
                        SHORT_PROFILE,
                        SHORT_DAYS,
                        externalAccounts,
                        approval));
        return server.https("/acme/" + extension + "/directory").toString();
    }

    /** Makes an external account at an endpoint. */
    Binding addExternalAccount(String name, String directoryUrl) throws IOException, InterruptedException {
        String path = "/api/acme/v1/pca/account";
        long id =
                rest.create(path, """
                    {"name":"%s","acmeServer":"%s","organizationId":%s}\
                    """.formatted(name, directoryUrl, Rest.member(server.firstRun(), "organizationId")));
        String made = rest.get(path + "/" + id);
        return new Binding(id, Rest.member(made, "macId"), Rest.member(made, "macKey"));
    }

    /** What the server knows of the clients that bound themselves to an external account. */
    String clientsOf(Binding binding) throws IOException, InterruptedException {
        return rest.get("/api/acme/v1/pca/account/" + binding.account() + "/client");
    }

    Rest rest() {
        return rest;
    }

    Path root() {
        return server.home().resolve("root.pem");
    }

    WebRoot web() {
        return web;
    }

    TestZone zone() {
        return zone;
    }

    int alpnPort() {
        return alpnPort;
    }

    /** {@code hook add|remove name value}: a TXT record below the name. */
    Path hook() {
        return directory.resolve("hook");
    }

    private void writeHook() throws IOException {
        Files.writeString(hook(), """
            #!/bin/sh
            set -e
            record='%s'/_acme-challenge."$2"
            mkdir -p "$record"
            case "$1" in
              add) : > "$record/$3" ;;
              remove) rm -f "$record/$3" ;;
            esac
            """.formatted(zone.records()));
        if (!hook().toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + hook() + " executable");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        rest.close();
        server.close();
        web.close();
        zone.close();
    }
}
