package io.privyseal.acme.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Keeps the published table of clauses equal to what the tests have just shown: a class fails when its rows are others.
 *
 * <p>{@code -Drfc8555.write} puts the rows of this run into the file instead.
 */
public final class ClauseTable implements InvocationInterceptor, AfterAllCallback {
    private static final Path FILE = Path.of("../conformance-tests/RFC8555.md");
    private static final Pattern ROW = Pattern.compile("\\| (.+) \\| (.+) \\| `(.+)` \\| (.+) \\|");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Map<String, List<Row>> SEEN = new ConcurrentHashMap<>();

    private record Row(String section, String words, String test, String result) {
        String line() {
            return "| " + section + " | " + words + " | `" + test + "` | " + result + " |";
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> context,
            ExtensionContext extension)
            throws Throwable {
        String test = context.getTargetClass().getSimpleName();
        Clause clause = (Clause) context.getArguments().getFirst();
        boolean passed = false;
        try {
            invocation.proceed();
            passed = true;
        } finally {
            SEEN.computeIfAbsent(test, _ -> new ArrayList<>())
                    .add(new Row(clause.section(), clause.words(), test, passed ? "passed" : "failed"));
        }
    }

    @Override
    public void afterAll(ExtensionContext extension) throws IOException {
        String test = extension.getRequiredTestClass().getSimpleName();
        List<Row> seen = sorted(SEEN.getOrDefault(test, List.of()));
        List<Row> published = published();
        if (System.getProperty("rfc8555.write") != null) {
            List<Row> all = new ArrayList<>(seen);
            published.stream().filter(row -> !row.test().equals(test)).forEach(all::add);
            Files.writeString(FILE, text(sorted(all)));
            return;
        }
        assertThat(seen.stream().map(Row::line))
                .as("rows of " + FILE)
                .containsExactlyElementsOf(published.stream()
                        .filter(row -> row.test().equals(test))
                        .map(Row::line)
                        .toList());
    }

    private static List<Row> published() throws IOException {
        List<Row> rows = new ArrayList<>();
        if (Files.exists(FILE)) {
            for (String line : Files.readAllLines(FILE)) {
                Matcher row = ROW.matcher(line);
                if (row.matches() && !row.group(3).isBlank()) {
                    rows.add(new Row(row.group(1), row.group(2), row.group(3), row.group(4)));
                }
            }
        }
        return rows;
    }

    private static List<Row> sorted(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((Row row) -> sortable(row.section()))
                        .thenComparing(Row::test)
                        .thenComparing(Row::words))
                .toList();
    }

    /** Sections in the order of their numbers: 6.10 behind 6.2. */
    private static String sortable(String section) {
        return NUMBER.matcher(section).replaceAll(number -> "%05d".formatted(Integer.parseInt(number.group())));
    }

    private static String text(List<Row> rows) {
        StringBuilder text = new StringBuilder("""
                # RFC 8555, clause by clause

                What the ACME door does, sentence by sentence: of RFC 8555, and of RFC 8737, RFC 8738, RFC 9773 and
                draft-ietf-acme-profiles where it has them. The sentences are in our own words. Each row is a test in
                `src/test/java/io/privyseal/acme/rfc`, run on H2 and on PostgreSQL; this file is written by that run with
                `-Drfc8555.write`, and without it the run fails when a row of it is missing, is another, or has failed.

                """);
        text.append(rows.size())
                .append(" rows.\n\n| Section | What the server does | Test | Result |\n| --- | --- | --- | --- |\n");
        rows.forEach(row -> text.append(row.line()).append('\n'));
        return text.toString();
    }
}
