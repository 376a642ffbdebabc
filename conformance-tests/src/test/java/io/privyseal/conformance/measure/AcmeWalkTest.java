package io.privyseal.conformance.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.ServerProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty ACME accounts that do by HTTP what comes to their minds, beside a model that says what must be true.
 *
 * <p>{@code -Dacme.walk=10000} walks longer than every build does, {@code -Dacme.walk.seed} another way.
 */
class AcmeWalkTest {
    private static final int OPERATIONS = Integer.getInteger("acme.walk", 300);
    private static final long SEED = Long.getLong("acme.walk.seed", 20_261_125);
    private static final int ACCOUNTS = 50;
    private static final int THREADS = 10;

    @TempDir
    Path directory;

    /** In every build RandomWalkTest does this inside the process. */
    @Test
    @EnabledIfSystemProperty(named = "acme.walk", matches = "[0-9]+")
    void leavesNoOrderInAWrongStateInOneProcess() throws Exception {
        try (Database database = Database.open("h2");
                ChallengeServer challenges = ChallengeServer.open(0);
                NameServer names = NameServer.open(0);
                ServerProcess server =
                        ServerProcess.start(directory.resolve("one"), settings(database, challenges, names))) {
            FirstRun first = FirstRun.of(server);
            walk(first, List.of(first.acme(), first.acme()), challenges);
            assertThat(server.log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void leavesNoOrderInAWrongStateInTwoProcessesWithOneDatabase() throws Exception {
        Path two = Files.createDirectories(directory.resolve("two"));
        try (Database database = Database.open("postgresql");
                ChallengeServer challenges = ChallengeServer.open(0);
                NameServer names = NameServer.open(0)) {
            Map<String, String> settings = new HashMap<>(settings(database, challenges, names));
            try (ServerProcess server = ServerProcess.start(directory.resolve("one"), settings)) {
                FirstRun first = FirstRun.of(server);
                Files.copy(server.home().resolve("master.key"), two.resolve("master.key"));
                // Clients know both by one name, as behind a balancer.
                settings.put("PRIVYSEAL_BASE_URL", server.https("").toString());
                try (ServerProcess second = ServerProcess.start(two, settings)) {
                    awaitSharedNonces(database);
                    walk(first, List.of(first.acme(), second.https("")), challenges);
                    assertThat(server.log() + second.log()).doesNotContain(" ERROR ");
                }
            }
        }
    }

    /** Until two servers have seen each other, each takes its own nonces only. */
    private static void awaitSharedNonces(Database database) throws Exception {
        String sharing = "select count(*) from acme_nonce_issuer where shared_from is not null";
        for (int i = 0; i < 300 && !database.query(sharing).equals("2"); i++) {
            Thread.sleep(100);
        }
        assertThat(database.query(sharing)).isEqualTo("2");
    }

    private static Map<String, String> settings(Database database, ChallengeServer challenges, NameServer names) {
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("PRIVYSEAL_ACME_HTTP01_PORT", Integer.toString(challenges.port()));
        settings.put("PRIVYSEAL_DNS_SERVERS", "127.0.0.1:" + names.port());
        settings.put("PRIVYSEAL_VALIDATION_TIMEOUT", "3s");
        return settings;
    }

    private static void walk(FirstRun server, List<URI> nodes, ChallengeServer challenges) throws Exception {
        SSLContext context = RestClient.trusting(server);
        AcmeSpeed.liftLimits(server, context);
        List<Callable<List<AcmeWalker>>> groups = new ArrayList<>();
        for (int group = 0; group < THREADS; group++) {
            Random random = new Random(SEED + group);
            groups.add(() -> {
                List<HttpConnection> connections = new ArrayList<>();
                for (URI node : nodes) {
                    connections.add(HttpConnection.open(context, node));
                }
                List<AcmeWalker> walkers = new ArrayList<>();
                for (int i = 0; i < ACCOUNTS / THREADS; i++) {
                    walkers.add(new AcmeWalker(connections, server.acme(), challenges, new Random(random.nextLong())));
                }
                for (int i = 0; i < OPERATIONS / THREADS; i++) {
                    walkers.get(random.nextInt(walkers.size())).step();
                }
                return walkers;
            });
        }
        Set<String> serials = new HashSet<>();
        long issued = 0;
        long revoked = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<AcmeWalker>> group : threads.invokeAll(groups)) {
                for (AcmeWalker walker : group.get()) {
                    walker.requireAll(serials);
                    issued += walker.issued();
                    revoked += walker.revoked();
                }
            }
        }
        assertThat(issued).isPositive();
        // One for each valid order, and none that no order has.
        assertThat(AcmeSpeed.onRecord(server, context)).isEqualTo(issued - revoked);
        System.out.printf("%d operations, %d certificates, %d revoked%n", OPERATIONS, issued, revoked);
    }
}
