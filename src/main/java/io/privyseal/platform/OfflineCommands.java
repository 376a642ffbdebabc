package io.privyseal.platform;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Runs the offline command that was asked for, once it is clear that it can work. */
@Singleton
public final class OfflineCommands {
    private static final int REFUSED = 1;
    /** Exit code: there is no database to work on, or it is in use. */
    public static final int NO_DATABASE = 3;

    private final Instance<OfflineCommand> commands;
    private final DataSource dataSource;
    private final Instance<Flyway> flyway;

    OfflineCommands(@Any Instance<OfflineCommand> commands, DataSource dataSource, Instance<Flyway> flyway) {
        this.commands = commands;
        this.dataSource = dataSource;
        this.flyway = flyway;
    }

    /**
     * Why there is nothing to work on where the embedded database should be: found out before anything starts, because
     * a start without it takes long and says much.
     */
    public static Optional<String> embeddedDatabaseFault() {
        if (isSet("PRIVYSEAL_DB_URL") || isSet("PRIVYSEAL_DB_URL_FILE")) {
            return Optional.empty();
        }
        Path home =
                Path.of(System.getenv().getOrDefault("PRIVYSEAL_HOME", "data")).toAbsolutePath();
        Path file = home.resolve("db").resolve("privyseal.mv.db");
        if (!Files.exists(file)) {
            return Optional.of(
                    "there is no installation in " + home + ": set PRIVYSEAL_HOME to the server's state directory");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null
                    ? Optional.of("the embedded database in " + home + " is in use: stop the server first")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("the embedded database cannot be opened: " + e);
        }
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isEmpty();
    }

    /** @return the exit code of the process */
    public int run(String name, List<String> arguments) {
        Optional<OfflineCommand> found =
                commands.stream().filter(command -> command.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            say("unknown command " + name);
            return OfflineCommand.USAGE;
        }
        Optional<String> fault = databaseFault().or(this::schemaFault);
        if (fault.isPresent()) {
            say(fault.get());
            return NO_DATABASE;
        }
        return run(found.get(), arguments);
    }

    private static int run(OfflineCommand command, List<String> arguments) {
        try {
            int code = command.run(arguments);
            if (code == OfflineCommand.USAGE) {
                say("usage: privyseal " + command.name() + " " + command.usage());
            }
            return code;
        } catch (RefusedException e) {
            say(e.detail());
            return REFUSED;
        }
    }

    private Optional<String> databaseFault() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(0) ? Optional.empty() : Optional.of("the database does not answer");
        } catch (SQLException e) {
            return Optional.of("the database cannot be reached: " + e.getMessage());
        }
    }

    private Optional<String> schemaFault() {
        return flyway.get().validateWithResult().validationSuccessful
                ? Optional.empty()
                : Optional.of("the database was written by another version; use that version,"
                        + " or start this one with `privyseal serve` first, which upgrades an older database");
    }

    private static void say(String sentence) {
        System.err.println("privyseal: " + sentence);
    }
}
