package io.privyseal.conformance.enrollment;

import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.ClientProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** certmonger: its daemon on a socket and state of its own, and its helper for SCEP, which asks by GET. */
final class Certmonger implements EnrollmentClient {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CA = "site";

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable ClientProcess daemon;

    Certmonger(EnrollmentSite site, Path directory) {
        this.directory = directory;
    }

    /** What speaks SCEP for it, where Debian and Fedora have it. */
    static Optional<Path> findHelper() {
        return Stream.of("/usr/lib/certmonger", "/usr/libexec/certmonger")
                .map(place -> Path.of(place, "scep-submit"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void startDaemon() throws IOException, InterruptedException {
        for (String state : List.of("CONFIG", "CAS", "REQUESTS", "LOCAL_CA")) {
            Path place = Files.createDirectories(directory.resolve(state));
            environment.put("CERTMONGER_" + state + "_DIR", place.toString());
        }
        environment.put("CERTMONGER_TMPDIR", directory.toString());
        Path socket = directory.resolve("socket");
        daemon =
                ClientProcess.start(directory, environment, List.of("certmonger", "-n", "-L", "-P", socket.toString()));
        environment.put("CERTMONGER_PVT_ADDRESS", "unix:path=" + socket);
        await("the daemon's socket", () -> Files.exists(socket));
    }

    @Override
    public List<X509Certificate> fetchAuthorities(Place place) throws Exception {
        String printed = ClientProcess.run(
                directory,
                environment,
                List.of(
                        findHelper().orElseThrow().toString(),
                        "-u",
                        place.address().toString(),
                        "-C"));
        List<X509Certificate> found = Certificates.in(printed);
        if (daemon == null) {
            startDaemon();
            getcert("add-scep-ca", "-c", CA, "-u", place.address().toString());
        } else {
            getcert("refresh-ca", "-c", CA);
        }
        String registrationAuthority =
                Base64.getEncoder().encodeToString(found.getFirst().getEncoded());
        await("the daemon's copy of the certificates", () -> {
            String known = knownAuthorities();
            return known.contains("ca_capabilities=") && known.contains(registrationAuthority);
        });
        return found;
    }

    /** The daemon keeps what it knows in files, with certificates in lines. */
    private String knownAuthorities() throws IOException {
        StringBuilder text = new StringBuilder();
        // It writes to a temporary file that then takes the place of the old one.
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory.resolve("CAS"), file -> !file.toString().endsWith(".tmp"))) {
            for (Path file : files) {
                text.append(Files.readString(file).replaceAll("\\s", ""));
            }
        }
        return text.toString();
    }

    @Override
    public X509Certificate enroll(Place place, Device device) throws Exception {
        request(place, device);
        return issued(device);
    }

    @Override
    public X509Certificate enroll(Place place, Device device, Decision decision) throws Exception {
        request(place, device);
        await("a request that waits", () -> status(device).contains("CA_WORKING"));
        decision.make();
        getcert("refresh", "-i", device.name());
        return issued(device);
    }

    @Override
    public String enrollInVain(Place place, Device device) throws Exception {
        request(place, device);
        await("a refusal", () -> status(device).contains("CA_REJECTED"));
        return status(device);
    }

    @Override
    public X509Certificate renew(Place place, Device device) throws Exception {
        X509Certificate former = Certificates.read(certificateOf(device)).getFirst();
        getcert("rekey", "-i", device.name(), "-G", "RSA", "-g", "2048", "-w");
        await(
                "another certificate",
                () -> !Certificates.read(certificateOf(device)).contains(former));
        return issued(device);
    }

    private void request(Place place, Device device) throws IOException, InterruptedException {
        getcert(
                "request",
                "-c",
                CA,
                "-I",
                device.name(),
                "-k",
                directory.resolve(device.name() + ".key").toString(),
                "-f",
                certificateOf(device).toString(),
                "-G",
                "RSA",
                "-g",
                "2048",
                "-N",
                "CN=" + device.name(),
                "-L",
                place.secret());
    }

    private Path certificateOf(Device device) {
        return directory.resolve(device.name() + ".pem");
    }

    private X509Certificate issued(Device device) throws Exception {
        await("a certificate", () -> status(device).contains("MONITORING"));
        return Certificates.read(certificateOf(device)).getFirst();
    }

    private String status(Device device) throws IOException, InterruptedException {
        return getcert("list", "-i", device.name());
    }

    private String getcert(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("getcert"));
        command.addAll(List.of(words));
        return ClientProcess.run(directory, environment, command);
    }

    /** What the daemon does in its own time. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("certmonger has not come to " + what + ":\n" + log());
            }
            Thread.sleep(50);
        }
    }

    private static boolean holds(Condition condition) throws IOException, InterruptedException {
        try {
            return condition.holds();
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("certmonger's files cannot be read", e);
        }
    }

    private String log() throws IOException {
        ClientProcess running = daemon;
        return running == null ? "not started" : running.printed();
    }

    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
        }
    }
}
