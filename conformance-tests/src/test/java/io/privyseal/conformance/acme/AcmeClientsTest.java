package io.privyseal.conformance.acme;

import io.privyseal.conformance.client.ClientMatrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every client in every scenario, with proofs of control by this host's own DNS and web servers. */
class AcmeClientsTest {
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static AcmeSite site;

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static String open;

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static String closed;

    private static final ClientMatrix<Scenario> MATRIX =
            new ClientMatrix<>("acme-clients.md", List.of(Scenario.values()));

    @BeforeAll
    static void start() throws Exception {
        site = AcmeSite.start(directory);
        open = site.addEndpoint("open", "none", "automatic");
        closed = site.addEndpoint("closed", "required", "automatic");
    }

    @AfterAll
    static void stop() throws Exception {
        try (AcmeSite _ = site) {
            System.out.println(MATRIX.write());
        }
    }

    @TestFactory
    Stream<DynamicContainer> everyClientDoesWhatItCan() {
        return Stream.of(ClientKind.values()).map(AcmeClientsTest::scenarios);
    }

    private static DynamicContainer scenarios(ClientKind kind) {
        return MATRIX.column(kind.title(), kind.findVersion(directory), scenario -> run(kind, scenario));
    }

    private static void run(ClientKind kind, Scenario scenario) throws Exception {
        String label = scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
        Path own = Files.createDirectories(directory.resolve(kind.title()).resolve(label));
        scenario.run(kind.open(site, own), new Trial(site, kind.title(), open, closed, own));
    }
}
