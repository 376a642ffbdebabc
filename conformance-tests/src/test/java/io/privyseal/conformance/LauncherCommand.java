package io.privyseal.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command of the launcher that ran to its end.
 *
 * @param out what it printed on standard output
 * @param err and on standard error
 */
public record LauncherCommand(int exitCode, String out, String err) {
    private static final Path ROOT =
            Path.of(System.getProperty("privyseal.root", "..")).toAbsolutePath().normalize();

    public static LauncherCommand run(Path home, Map<String, String> settings, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("privyseal").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(settings);
        builder.environment().put("PRIVYSEAL_HOME", home.toString());
        Path errors = Files.createTempFile("privyseal", ".err");
        builder.redirectError(errors.toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        String err = Files.readString(errors);
        Files.delete(errors);
        return new LauncherCommand(exitCode, out, err);
    }
}
