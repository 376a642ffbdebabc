package io.privyseal.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Gives each test run a state directory of its own, and takes it away with all the secrets in it. */
public final class TemporaryHome implements LauncherSessionListener {
    private static final String PROPERTY = "privyseal.home";

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try {
            Path home = Files.createTempDirectory("privyseal-test");
            System.setProperty(PROPERTY, home.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a state directory for tests", e);
        }
    }

    private static void delete(Path home) {
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    file.deleteOnExit();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + home, e);
        }
    }
}
