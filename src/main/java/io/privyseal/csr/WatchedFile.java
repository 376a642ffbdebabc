package io.privyseal.csr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The parsed contents of a text file of one entry per line, read again when the file changes. A file that has become
 * unreadable leaves the last good contents in force and a warning in the log. Safe for concurrent use.
 *
 * @param <T> what the lines are parsed into
 */
final class WatchedFile<T> {
    private static final Logger LOG = Logger.getLogger(WatchedFile.class);

    private record Version(FileTime modified, long size) {}

    private record Loaded<T>(Version version, T contents) {}

    private final Path path;
    private final Function<List<String>, T> parser;
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile Loaded<T> loaded;

    private WatchedFile(Path path, Function<List<String>, T> parser, Loaded<T> loaded) {
        this.path = path;
        this.parser = parser;
        this.loaded = loaded;
    }

    /** @throws IllegalStateException when the file is configured but cannot be read or parsed: the server must not start */
    static <T> Optional<WatchedFile<T>> open(Optional<Path> path, Function<List<String>, T> parser) {
        return path.map(file -> {
            try {
                return new WatchedFile<>(file, parser, load(file, parser));
            } catch (IOException | UncheckedIOException | IllegalArgumentException unusable) {
                throw new IllegalStateException("cannot use the key list " + file, unusable);
            }
        });
    }

    T contents() {
        Loaded<T> current = loaded;
        try {
            if (!current.version().equals(version(path))) {
                current = reload(current);
                warned.set(false);
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException unusable) {
            warn(unusable);
        }
        return current.contents();
    }

    /** Once per failure, not once per request. */
    private void warn(Exception unusable) {
        if (warned.compareAndSet(false, true)) {
            LOG.warnf("cannot read the key list %s again, its last contents stay in force: %s", path, unusable);
        }
    }

    private synchronized Loaded<T> reload(Loaded<T> seen) throws IOException {
        if (loaded.version().equals(seen.version())) {
            loaded = load(path, parser);
        }
        return loaded;
    }

    private static <T> Loaded<T> load(Path path, Function<List<String>, T> parser) throws IOException {
        Version version = version(path);
        List<String> entries = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comment = line.indexOf('#');
                String entry = (comment < 0 ? line : line.substring(0, comment)).strip();
                if (!entry.isEmpty()) {
                    entries.add(entry);
                }
            }
        }
        return new Loaded<>(version, parser.apply(entries));
    }

    private static Version version(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new Version(attributes.lastModifiedTime(), attributes.size());
    }
}
