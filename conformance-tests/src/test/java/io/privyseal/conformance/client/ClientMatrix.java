package io.privyseal.conformance.client;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.privyseal.conformance.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicContainer;
import org.opentest4j.TestAbortedException;

/**
 * What became of each client in each scenario, as a table below {@code target}.
 *
 * @param <S> the scenarios
 */
public final class ClientMatrix<S extends ClientMatrix.Row> {
    private final Path file;
    private final List<S> scenarios;
    private final Map<String, Map<S, String>> results = new LinkedHashMap<>();
    private final List<String> reasons = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param file its name
     */
    public ClientMatrix(String file, List<S> scenarios) {
        this.file = Shell.ROOT.resolve("conformance-tests/target").resolve(file);
        this.scenarios = List.copyOf(scenarios);
    }

    /** A scenario. */
    public interface Row {
        String title();
    }

    /** What a client does in a scenario. */
    @FunctionalInterface
    public interface Course<S> {
        void run(S scenario) throws Exception;
    }

    /** What a client cannot do is skipped, with the reason. */
    public static TestAbortedException cannot(String reason) {
        return new TestAbortedException(reason);
    }

    /**
     * The tests of a client, which fill its column.
     *
     * @param version empty when it is not installed
     */
    public DynamicContainer column(String client, Optional<String> version, Course<S> course) {
        String column = client + version.map(found -> " " + found).orElse("");
        return dynamicContainer(
                column,
                scenarios.stream()
                        .map(scenario -> dynamicTest(
                                client + ": " + scenario.title(),
                                () -> run(column, scenario, version.isPresent() ? course : notInstalled(client)))));
    }

    private static <S> Course<S> notInstalled(String client) {
        return _ -> {
            throw cannot(client + " is not installed");
        };
    }

    private void run(String column, S scenario, Course<S> course) throws Exception {
        try {
            course.run(scenario);
            put(column, scenario, "passed");
        } catch (TestAbortedException e) {
            skipped(column, scenario, String.valueOf(e.getMessage()));
            throw e;
        } catch (Exception | AssertionError e) {
            put(column, scenario, "**failed**");
            throw e;
        }
    }

    private void skipped(String column, S scenario, String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        put(column, scenario, "skipped (" + (reasons.indexOf(reason) + 1) + ")");
    }

    private void put(String column, S scenario, String result) {
        results.computeIfAbsent(column, _ -> new HashMap<>()).put(scenario, result);
    }

    /** Writes the table and gives it back. */
    public String write() throws IOException {
        StringBuilder text = new StringBuilder("| Scenario |");
        results.keySet().forEach(client -> text.append(' ').append(client).append(" |"));
        text.append("\n|---|").append("---|".repeat(results.size())).append('\n');
        for (S scenario : scenarios) {
            text.append("| ").append(scenario.title()).append(" |");
            results.values()
                    .forEach(column -> text.append(' ')
                            .append(column.getOrDefault(scenario, "not run"))
                            .append(" |"));
            text.append('\n');
        }
        text.append('\n');
        for (int i = 0; i < reasons.size(); i++) {
            text.append(i + 1).append(". ").append(reasons.get(i)).append('\n');
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return text.toString();
    }
}
