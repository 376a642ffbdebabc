package io.privyseal.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The state directory: what this server keeps outside its database, readable by its owner alone. What was written here
 * survives a power loss, as what was committed there does.
 */
@Singleton
public class Home {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE = permissions("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER = permissions("rwx------");

    private final Path path;
    private final DiskSync disk;

    /** @param home the state directory; made when it is missing */
    @Inject
    public Home(@ConfigProperty(name = "privyseal.home", defaultValue = "data") Path home) {
        this(home, DiskSync.REAL);
    }

    Home(Path home, DiskSync disk) {
        this.disk = disk;
        this.path = home.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path, OWNER_FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the state directory " + path, e);
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Replaces a file as a whole; only its owner can read it. */
    public void writeSecret(String name, byte[] content) {
        write(name, content, OWNER_FILE);
    }

    /**
     * Makes a file that only its owner can read.
     *
     * @throws IllegalStateException when there is one already
     */
    public void createSecret(String name, byte[] content) {
        Path file = resolve(name);
        try {
            Files.createFile(file, OWNER_FILE);
            Files.write(file, content);
            disk.sync(file);
            disk.sync(path);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalStateException("There is a file already: " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** Replaces a file as a whole; everybody who gets into the directory can read it. */
    public void writePublic(String name, byte[] content) {
        write(name, content, permissions("rw-r--r--"));
    }

    private void write(String name, byte[] content, FileAttribute<?> attributes) {
        try {
            Path temporary = Files.createTempFile(path, name, ".new", attributes);
            Files.write(temporary, content);
            // In this order, or a power loss leaves an empty file under the name.
            disk.sync(temporary);
            Files.move(temporary, resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            disk.sync(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + resolve(name), e);
        }
    }

    public Optional<byte[]> read(String name) {
        Path file = resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    public void delete(String name) {
        try {
            Files.deleteIfExists(resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + resolve(name), e);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
