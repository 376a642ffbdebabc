package io.privyseal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of clauses, against the tests that there are. */
class ClauseTableTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| \\d+ §[0-9.]+ \\| [^|]+ \\| `(?<class>\\w+)\\.(?<method>\\w+)` \\| passed \\|$", Pattern.MULTILINE);
    private static final int HEAD = 2;
    private static final Path ROOT = Path.of("..");

    enum Table {
        RFC7030(
                "est",
                "src/test/java/io/privyseal/platform/web",
                "conformance-tests/src/test/java/io/privyseal/conformance"),
        RFC8894("scep");

        private final Path text = ROOT.resolve("conformance-tests/" + name() + ".md");
        private final List<Path> folders;

        /** @param more folders of tests, beside those of the protocol */
        Table(String protocol, String... more) {
            folders = Stream.concat(
                            Stream.of(
                                    "src/test/java/io/privyseal/" + protocol,
                                    "protocols/" + protocol + "/src/test/java/io/privyseal/protocol/" + protocol),
                            Stream.of(more))
                    .map(ROOT::resolve)
                    .toList();
        }

        List<Path> sources(String test) {
            return folders.stream()
                    .map(folder -> folder.resolve(test + ".java"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesATestThatRunsForEachClause(Table table) throws IOException {
        String text = Files.readString(table.text);
        List<MatchResult> rows = ROW.matcher(text).results().toList();
        // A row that is not of the form is one that nothing proves.
        assertThat(rows)
                .hasSize((int) text.lines().filter(line -> line.startsWith("|")).count() - HEAD);
        for (MatchResult row : rows) {
            List<Path> sources = table.sources(row.group("class"));
            assertThat(sources).as(row.group()).hasSize(1);
            assertThat(annotations(Files.readString(sources.getFirst()), row.group("method")))
                    .as(row.group())
                    .containsPattern("@(Test|ParameterizedTest)\\b")
                    .doesNotContain("@Disabled");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysNothingTwice(Table table) throws IOException {
        assertThat(Files.readString(table.text).lines().filter(line -> line.startsWith("| ")))
                .doesNotHaveDuplicates();
    }

    /** What stands above the method, from the blank line before it on; nothing when there is no such method. */
    private static String annotations(String source, String method) {
        int declaration = source.indexOf("    void " + method + "(");
        return declaration < 0 ? "" : source.substring(source.lastIndexOf("\n\n", declaration), declaration);
    }
}
