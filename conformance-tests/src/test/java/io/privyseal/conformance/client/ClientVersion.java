package io.privyseal.conformance.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of a client is installed, if any. */
public final class ClientVersion {
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    private ClientVersion() {}

    /** What a command that tells it printed; empty when there is no such command, or it fails. */
    public static Optional<String> printed(Path directory, String... words) {
        return output(directory, words).flatMap(ClientVersion::in);
    }

    /** All that a command printed; empty when there is no such command, or it fails. */
    public static Optional<String> output(Path directory, String... words) {
        try {
            return Optional.of(ClientProcess.run(directory, Map.of(), List.of(words)));
        } catch (IOException | AssertionError _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The first in a text. */
    public static Optional<String> in(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
