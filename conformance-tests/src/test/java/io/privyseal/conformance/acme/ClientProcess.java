package io.privyseal.conformance.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client's command that runs to its end. */
final class ClientProcess {
    private static final long LONGEST_SECONDS = 90;

    private ClientProcess() {}

    /** What it printed; throws where it fails. */
    static String run(Path directory, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "client", ".out");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    "Still running after " + LONGEST_SECONDS + " s: " + words + "\n" + Files.readString(output));
        }
        String printed = Files.readString(output);
        if (process.exitValue() != 0) {
            throw new AssertionError(words + " ended with " + process.exitValue() + ":\n" + printed);
        }
        return printed;
    }
}
