package io.privyseal.conformance.enrollment;

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

/** Every SCEP and EST client in every scenario, at one server. */
class EnrollmentClientsTest {
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static EnrollmentSite site;

    private static final ClientMatrix<Scenario> MATRIX =
            new ClientMatrix<>("enrollment-clients.md", List.of(Scenario.values()));

    @BeforeAll
    static void start() throws Exception {
        site = EnrollmentSite.start(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        try (EnrollmentSite _ = site) {
            System.out.println(MATRIX.write());
        }
    }

    @TestFactory
    Stream<DynamicContainer> everyClientDoesWhatItCan() {
        return Stream.of(ClientKind.values())
                .map(kind -> MATRIX.column(kind.title(), kind.findVersion(directory), scenario -> run(kind, scenario)));
    }

    private static void run(ClientKind kind, Scenario scenario) throws Exception {
        String client = label(kind);
        String course = label(scenario);
        Path own = Files.createDirectories(directory.resolve(client).resolve(course));
        try (EnrollmentClient opened = kind.open(site, own)) {
            scenario.run(opened, new Trial(site, kind, client, course));
        }
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
