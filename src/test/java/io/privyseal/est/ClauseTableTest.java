package io.privyseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of clauses, against the tests that there are. */
class ClauseTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| (?!Section|---).*\\| `(\\w+)\\.(\\w+)` \\|$", Pattern.MULTILINE);
    private static final Path ROOT = Path.of("..");
    private static final List<Path> TESTS = List.of(
            ROOT.resolve("src/test/java/io/privyseal/est"),
            ROOT.resolve("protocols/est/src/test/java/io/privyseal/protocol/est"));

    @Test
    void namesATestForEachClause() throws IOException {
        String table = Files.readString(ROOT.resolve("conformance-tests/RFC7030.md"));
        List<MatchResult> rows = ROW.matcher(table).results().toList();
        assertThat(rows)
                .hasSize((int) table.lines()
                                .filter(line -> line.startsWith("| "))
                                .count()
                        - 2);
        for (MatchResult row : rows) {
            assertThat(sources(row.group(1)))
                    .as(row.group())
                    .singleElement()
                    .satisfies(source -> assertThat(Files.readString(source)).contains("void " + row.group(2) + "("));
        }
    }

    private static List<Path> sources(String test) {
        return TESTS.stream()
                .flatMap(folder -> Stream.of(folder.resolve(test + ".java")))
                .filter(Files::exists)
                .toList();
    }
}
