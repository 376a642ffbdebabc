package io.privyseal.conformance.acme;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

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

    private static final ClientMatrix MATRIX = new ClientMatrix();

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
        Optional<String> version = kind.findVersion(directory);
        String column = kind.title() + version.map(found -> " " + found).orElse("");
        return dynamicContainer(
                column,
                Stream.of(Scenario.values())
                        .map(scenario -> dynamicTest(
                                kind.title() + ": " + scenario.title(),
                                () -> run(kind, version.isPresent(), column, scenario))));
    }

    private static void run(ClientKind kind, boolean installed, String column, Scenario scenario) throws Exception {
        try {
            if (!installed) {
                throw AcmeClient.cannot(kind.title() + " is not installed");
            }
            String label = scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Path own = Files.createDirectories(directory.resolve(kind.title()).resolve(label));
            scenario.run(kind.open(site, own), new Trial(site, kind.title(), open, closed, own));
            MATRIX.passed(column, scenario);
        } catch (TestAbortedException e) {
            MATRIX.skipped(column, scenario, String.valueOf(e.getMessage()));
            throw e;
        } catch (Exception | AssertionError e) {
            MATRIX.failed(column, scenario);
            throw e;
        }
    }
}
