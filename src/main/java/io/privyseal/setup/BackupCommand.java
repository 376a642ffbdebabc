package io.privyseal.setup;

import io.privyseal.audit.AuditHead;
import io.privyseal.platform.Home;
import io.privyseal.platform.OfflineCommand;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code backup}: copies the state directory, database included, into a new directory that is itself a state directory:
 * to restore, start a server on it.
 */
@Singleton
class BackupCommand implements OfflineCommand {
    private static final String HOME_ONLY = "--home-only";
    private static final String DATABASE_FOLDER = "db";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");

    private final DataSource dataSource;
    private final Home home;
    private final String databaseKind;
    private final String login;

    BackupCommand(
            DataSource dataSource,
            Home home,
            @ConfigProperty(name = "quarkus.datasource.db-kind") String databaseKind,
            @ConfigProperty(name = "quarkus.datasource.username") String login) {
        this.dataSource = dataSource;
        this.home = home;
        this.databaseKind = databaseKind;
        this.login = login;
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public String usage() {
        return "DIRECTORY   (a new one; with PostgreSQL: --home-only DIRECTORY)";
    }

    @Override
    public int run(List<String> arguments) {
        boolean homeOnly = arguments.contains(HOME_ONLY);
        List<String> targets =
                arguments.stream().filter(word -> !word.equals(HOME_ONLY)).toList();
        if (targets.size() != 1 || targets.getFirst().startsWith("-")) {
            return USAGE;
        }
        boolean embedded = databaseKind.equals("h2");
        if (!embedded && !homeOnly) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "PostgreSQL has its own backup: run pg_dump --format=custom on the database, and"
                            + " `privyseal backup --home-only DIRECTORY` for the keys in the state directory. Keep both:"
                            + " without master.key the database is worth nothing.");
        }
        Path target = Path.of(targets.getFirst()).toAbsolutePath().normalize();
        try {
            copy(target, embedded && !homeOnly);
        } catch (IOException e) {
            throw new UncheckedIOException("The backup is not complete: " + target, e);
        }
        System.out.println("Backup in " + target);
        if (!Files.exists(target.resolve("master.key"))) {
            System.err.println(
                    "privyseal: warning: the master key is not in the state directory; keep a copy of it too");
        }
        return 0;
    }

    private void copy(Path target, boolean withDatabase) throws IOException {
        requireNew(target);
        Files.createDirectories(target, OWNER_FOLDER);
        copyFiles(target);
        if (!withDatabase) {
            // The dump that it will be restored with may be older, and no forgery.
            Files.deleteIfExists(target.resolve(AuditHead.FILE));
            return;
        }
        Path folder = Files.createDirectory(target.resolve(DATABASE_FOLDER), OWNER_FOLDER);
        copyDatabase(folder);
        requireReadable(folder);
    }

    private void requireNew(Path target) throws IOException {
        if (target.startsWith(home.path())) {
            throw new RefusedException(Refusal.INVALID_FIELD, "The backup cannot lie inside the state directory.");
        }
        if (!Files.exists(target)) {
            return;
        }
        try (var content = Files.newDirectoryStream(target)) {
            if (content.iterator().hasNext()) {
                throw new RefusedException(Refusal.INVALID_FIELD, target + " is not empty.");
            }
        }
    }

    /** Everything but the database, logs, and files that were half-written when a server was killed. */
    private void copyFiles(Path target) throws IOException {
        Files.walkFileTree(home.path(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = home.path().relativize(folder);
                if (relative.equals(Path.of(DATABASE_FOLDER))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(relative), OWNER_FOLDER);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && !name.endsWith(".new") && !name.endsWith(".log")) {
                    Path copy = Files.copy(file, target.resolve(home.path().relativize(file)));
                    Files.setPosixFilePermissions(copy, OWNER_FILE);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void copyDatabase(Path folder) throws IOException {
        Path zip = folder.resolve("backup.zip");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement backup = connection.prepareStatement("backup to ?")) {
            backup.setString(1, zip.toString());
            backup.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("copying the database", e);
        }
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path copy = folder.resolve(Path.of(entry.getName()).getFileName());
                Files.copy(entries, copy);
                Files.setPosixFilePermissions(copy, OWNER_FILE);
            }
        }
        Files.delete(zip);
    }

    /** A backup that was never read is a hope. */
    private void requireReadable(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("privyseal") + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE";
        try (Connection copy = DriverManager.getConnection(url, login, "");
                Connection original = dataSource.getConnection()) {
            for (String table : List.of("certificate", "audit_entry", "signing_key")) {
                if (count(copy, table) != count(original, table)) {
                    throw new IllegalStateException("The copy of the database is not complete: " + table);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The copy of the database cannot be read", e);
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
