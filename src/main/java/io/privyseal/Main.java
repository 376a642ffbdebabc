package io.privyseal;

import io.privyseal.platform.OfflineCommand;
import io.privyseal.platform.OfflineCommands;
import io.privyseal.platform.crypto.CryptoProviders;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts the server, or runs one offline command without opening a port. */
@QuarkusMain
public final class Main {
    private static final String SERVE = "serve";

    /** Starts a server in a throw-away directory and ends, so that the virtual machine can record what a start needs. */
    private static final String TRAIN = "train";

    /** H2's DATABASE_ALREADY_OPEN_1. */
    private static final int H2_IN_USE = 90_020;

    private Main() {}

    /** @param arguments nothing or {@code serve} for the server, otherwise an offline command and its arguments */
    public static void main(String... arguments) {
        CryptoProviders.install();
        if (arguments.length > 0 && !SERVE.equals(arguments[0]) && !TRAIN.equals(arguments[0])) {
            prepareOffline(arguments[0]);
        }
        Quarkus.run(Application.class, Main::end, arguments);
    }

    private static void end(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println("privyseal: cannot start: " + reason(failure));
        }
        System.exit(code);
    }

    /** The one sentence of a long stack trace that an administrator needs. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() == H2_IN_USE) {
                return "another process uses the embedded database; a state directory serves one server at a time";
            }
            root = cause;
        }
        return Objects.requireNonNullElse(root.getMessage(), root.getClass().getName());
    }

    private static void prepareOffline(String command) {
        OfflineCommands.embeddedDatabaseFault().ifPresent(fault -> {
            System.err.println("privyseal: " + fault);
            System.exit(OfflineCommands.NO_DATABASE);
        });
        System.setProperty(OfflineCommand.PROPERTY, command);
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
        System.setProperty("quarkus.log.console.level", "ERROR");
        // What is wrong with the database is said in a sentence; Hibernate would say it in a page.
        System.setProperty("quarkus.log.category.\"org.hibernate\".level", "OFF");
        // An offline command finds the database as it is.
        System.setProperty("quarkus.flyway.migrate-at-start", "false");
        System.setProperty("quarkus.datasource.jdbc.min-size", "0");
        System.setProperty("io.privyseal.h2-options", ";IFEXISTS=TRUE");
    }

    /** What runs once everything has started. */
    public static final class Application implements QuarkusApplication {
        private final OfflineCommands commands;

        Application(OfflineCommands commands) {
            this.commands = commands;
        }

        @Override
        public int run(String... arguments) {
            if (arguments.length == 0 || SERVE.equals(arguments[0])) {
                Quarkus.waitForExit();
                return 0;
            }
            if (TRAIN.equals(arguments[0])) {
                return 0;
            }
            List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
            return commands.run(arguments[0], rest);
        }
    }
}
