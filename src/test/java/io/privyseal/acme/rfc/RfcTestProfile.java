package io.privyseal.acme.rfc;

import io.privyseal.enrollment.MovableClock;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;

/** A server whose clock the test moves, and that looks for challenges where a test can answer them. */
public class RfcTestProfile implements QuarkusTestProfile {
    static final String ORIGIN = "https://ca.example.test";
    static final String HTTP_01_PORT = "privyseal.acme.http01-port";

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(MovableClock.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.scheduler.enabled",
                "false",
                "privyseal.base-url",
                ORIGIN,
                HTTP_01_PORT,
                Integer.toString(freePort()),
                // So that what cannot be proven is soon known not to be.
                "privyseal.validation.timeout",
                "3s");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
