package io.privyseal.conformance;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged server in a process of its own, started by the launcher on free ports. Its state directory stays when it
 * stops, so that a test can start it again on the same state.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Path ROOT =
            Path.of(System.getProperty("privyseal.root", "..")).toAbsolutePath().normalize();
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration START = Duration.ofMinutes(4);

    private final Path home;
    private final Map<String, String> settings;
    private final int httpPort;
    private final int httpsPort;
    private final Process process;

    private ServerProcess(Path home, Map<String, String> settings, int httpPort, int httpsPort, Process process) {
        this.home = home;
        this.settings = settings;
        this.httpPort = httpPort;
        this.httpsPort = httpsPort;
        this.process = process;
    }

    /** Starts a server with the embedded database on a state directory and waits until it is ready. */
    public static ServerProcess start(Path home) throws IOException, InterruptedException {
        return start(home, Map.of());
    }

    /** Starts a server with further environment variables, for instance {@code PRIVYSEAL_DB_URL}. */
    public static ServerProcess start(Path home, Map<String, String> settings)
            throws IOException, InterruptedException {
        ServerProcess server = launch(home, settings, freePort(), freePort());
        server.awaitReady();
        return server;
    }

    /** Starts it again with the same state, settings and ports, after it was stopped or killed. */
    public ServerProcess restart() throws IOException, InterruptedException {
        close();
        ServerProcess server = launch(home, settings, httpPort, httpsPort);
        server.awaitReady();
        return server;
    }

    private static ServerProcess launch(Path home, Map<String, String> settings, int httpPort, int httpsPort)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("privyseal").toString(), "serve");
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("PRIVYSEAL_HOME", home.toString());
        environment.put("PRIVYSEAL_BIND", "127.0.0.1");
        environment.put("PRIVYSEAL_HTTP_PORT", Integer.toString(httpPort));
        environment.put("PRIVYSEAL_HTTPS_PORT", Integer.toString(httpsPort));
        builder.environment().putAll(environment);
        Files.createDirectories(home);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()));
        return new ServerProcess(home, Map.copyOf(settings), httpPort, httpsPort, builder.start());
    }

    private void awaitReady() throws InterruptedException, IOException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server ended with " + process.exitValue() + ":\n" + log());
            }
            if (isReady()) {
                return;
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new IllegalStateException("The server did not become ready:\n" + log());
    }

    /** Whether the health address answers 200 now. Asked often while a server starts, so it must be cheap. */
    public boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) http("/health").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            return connection.getResponseCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    public Path home() {
        return home;
    }

    /** The process; the launcher has replaced itself by the Java virtual machine. */
    public Process process() {
        return process;
    }

    public URI http(String path) {
        return URI.create("http://localhost:" + httpPort + path);
    }

    public URI https(String path) {
        return URI.create("https://localhost:" + httpsPort + path);
    }

    /** What the first start wrote for its administrator, as JSON. */
    public String firstRun() throws IOException {
        return Files.readString(home.resolve("first-run.json"));
    }

    /** Everything that it printed. */
    public String log() throws IOException {
        return Files.readString(home.resolve("server.log"));
    }

    /** Ends the process as a power switch would, without any chance to finish work. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
