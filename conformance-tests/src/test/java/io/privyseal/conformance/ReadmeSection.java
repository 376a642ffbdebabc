package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the README tells its readers to paste into a shell. */
final class ReadmeSection {
    private static final Pattern SERIAL = Pattern.compile("serial=([0-9A-F]+)");

    private ReadmeSection() {}

    /**
     * Pastes a section into a shell, line by line and as it is written, while a server runs.
     *
     * @param settings of the server
     * @return what was printed; every line went well
     */
    static Shell.Result paste(String heading, Path directory, Map<String, String> settings)
            throws IOException, InterruptedException {
        List<String> lines = shellLines(heading);
        assertThat(lines).as(heading).hasSizeGreaterThan(8);
        try (ServerProcess server = ServerProcess.start(directory.resolve("home"), settings)) {
            Shell.Result result = Shell.paste(
                    directory, Map.of("PRIVYSEAL_HOME", server.home().toString()), lines);
            assertThat(result.exit()).as(result.output()).isZero();
            return result;
        }
    }

    /** Throws unless OpenSSL printed the serial numbers of two certificates. */
    static void requireRenewal(Shell.Result pasted) {
        assertThat(SERIAL.matcher(pasted.output())
                        .results()
                        .map(MatchResult::group)
                        .toList())
                .as("before and after the renewal")
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    /** The lines of the shell blocks below a heading of the second level. */
    private static List<String> shellLines(String heading) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inSection = false;
        boolean inBlock = false;
        for (String line : Files.readAllLines(Shell.ROOT.resolve("README.md"))) {
            if (line.startsWith("## ")) {
                inSection = line.equals("## " + heading);
            }
            if (line.startsWith("```")) {
                inBlock = line.equals("```sh");
            } else if (inSection && inBlock) {
                lines.add(line);
            }
        }
        return lines;
    }
}
