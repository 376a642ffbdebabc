package io.privyseal.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** What the README tells its readers to paste into a shell. */
final class ReadmeSection {
    private ReadmeSection() {}

    /** The lines of the shell blocks below a heading of the second level. */
    static List<String> shellLines(String heading) throws IOException {
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
