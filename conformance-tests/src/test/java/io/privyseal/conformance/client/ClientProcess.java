package io.privyseal.conformance.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client's command. */
public final class ClientProcess implements AutoCloseable {
    private static final long LONGEST_SECONDS = 90;

    private final List<String> words;
    private final Process process;
    private final Path output;

    private ClientProcess(List<String> words, Process process, Path output) {
        this.words = words;
        this.process = process;
        this.output = output;
    }

    /** What it printed; throws where it fails. */
    public static String run(Path directory, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        try (ClientProcess command = start(directory, environment, words)) {
            return command.finish();
        }
    }

    /** What it printed; throws where it does not fail. */
    public static String runInVain(Path directory, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        try (ClientProcess command = start(directory, environment, words)) {
            if (command.exit() == 0) {
                throw new AssertionError(words + " did not fail:\n" + command.printed());
            }
            return command.printed();
        }
    }

    /** Starts it and does not wait. */
    public static ClientProcess start(Path directory, Map<String, String> environment, List<String> words)
            throws IOException {
        Path output = Files.createTempFile(directory, "client", ".out");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("HOME", directory.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return new ClientProcess(List.copyOf(words), process, output);
    }

    /** Waits for its end, and tells what it printed; throws where it fails. */
    public String finish() throws IOException, InterruptedException {
        int exit = exit();
        if (exit != 0) {
            throw new AssertionError(words + " ended with " + exit + ":\n" + printed());
        }
        return printed();
    }

    /** Waits until it has printed a text. */
    public void await(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!printed().contains(text)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError(words + " does not print '" + text + "':\n" + printed());
            }
            Thread.sleep(20);
        }
    }

    /** What it has printed so far. */
    public String printed() throws IOException {
        return Files.readString(output);
    }

    private int exit() throws IOException, InterruptedException {
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Still running after " + LONGEST_SECONDS + " s: " + words + "\n" + printed());
        }
        return process.exitValue();
    }

    /** Ends it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
