package io.privyseal.conformance.acme;

import io.privyseal.conformance.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of each client in each scenario, as a table. */
final class ClientMatrix {
    private static final Path FILE = Shell.ROOT.resolve("conformance-tests/target/acme-clients.md");

    private final Map<String, Map<Scenario, String>> results = new LinkedHashMap<>();
    private final List<String> reasons = new ArrayList<>();

    void passed(String client, Scenario scenario) {
        put(client, scenario, "passed");
    }

    void failed(String client, Scenario scenario) {
        put(client, scenario, "**failed**");
    }

    void skipped(String client, Scenario scenario, String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
        put(client, scenario, "skipped (" + (reasons.indexOf(reason) + 1) + ")");
    }

    private void put(String client, Scenario scenario, String result) {
        results.computeIfAbsent(client, _ -> new EnumMap<>(Scenario.class)).put(scenario, result);
    }

    /** Writes the table below {@code target} and gives it back. */
    String write() throws IOException {
        StringBuilder text = new StringBuilder("| Scenario |");
        results.keySet().forEach(client -> text.append(' ').append(client).append(" |"));
        text.append("\n|---|").append("---|".repeat(results.size())).append('\n');
        for (Scenario scenario : Scenario.values()) {
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
        Files.createDirectories(FILE.getParent());
        Files.writeString(FILE, text);
        return text.toString();
    }
}
