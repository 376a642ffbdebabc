package io.privyseal.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what an administrator would type. */
public final class Shell {
    public static final Path ROOT =
            Path.of(System.getProperty("privyseal.root", "..")).toAbsolutePath().normalize();

    private static final long LONGEST_SECONDS = 240;

    private Shell() {}

    /** How a command ended, and what it printed to either stream. */
    public record Result(int exit, String output) {
        /** What follows a text on its first line. */
        public String after(String text) {
            int start = output.indexOf(text);
            if (start < 0) {
                throw new AssertionError("No '" + text + "' in:\n" + output);
            }
            int end = output.indexOf('\n', start);
            return output.substring(start + text.length(), end < 0 ? output.length() : end);
        }
    }

    /** Runs one line in a directory of its own. */
    public static Result run(Path directory, String line) throws IOException, InterruptedException {
        return paste(directory, Map.of(), List.of(line));
    }

    /** Feeds lines to one shell, which stops at the first that fails. */
    public static Result paste(Path directory, Map<String, String> environment, List<String> lines)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "shell", ".out");
        ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-s")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            for (String line : lines) {
                input.write(line);
                input.newLine();
            }
        }
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Still running after " + LONGEST_SECONDS + " s:\n" + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    /** Starts a server that is expected to end by itself. */
    static Result serve(Path directory, Map<String, String> environment) throws IOException, InterruptedException {
        return paste(directory, environment, List.of("exec '" + ROOT.resolve("privyseal") + "' serve"));
    }
}
