package io.privyseal.platform;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Tells an outage, which passes and should be tried again, from a bug. */
public final class Outages {
    /** Longer chains are loops. */
    private static final int DEEPEST_CAUSE = 30;

    private Outages() {}

    /** Whether the database could not be reached, was too busy, or could not write. */
    public static boolean isOutage(Throwable thrown) {
        return isOutage(thrown, 0);
    }

    private static boolean isOutage(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth > DEEPEST_CAUSE) {
            return false;
        }
        if (thrown instanceof SQLTransientException || (thrown instanceof SQLException sql && isOutage(sql))) {
            return true;
        }
        // A failed commit carries what the database said among the suppressed ones.
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (isOutage(suppressed, depth + 1)) {
                return true;
            }
        }
        return isOutage(thrown.getCause(), depth + 1);
    }

    private static boolean isOutage(SQLException thrown) {
        // The connection pool's own time-out has neither state nor vendor code.
        return (thrown.getSQLState() == null && thrown.getErrorCode() == 0)
                || isOutageState(thrown.getSQLState())
                || isOutageOfH2(thrown.getErrorCode());
    }

    /** By class of SQLSTATE (ISO 9075; PostgreSQL manual, appendix A). */
    private static boolean isOutageState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            return false;
        }
        return switch (state.substring(0, 2)) {
            // connection, transaction rolled back, resources, operator intervention, system error
            case "08", "40", "53", "57", "58" -> true;
            default -> state.equals("55P03") || state.equals("25006");
        };
    }

    private static boolean isOutageOfH2(int code) {
        return switch (code) {
            // I/O errors, no disk space, lost connection, closed or locked database, lock time-out
            case 90020, 90028, 90031, 90007, 90067, 90098, 90121, 90100, 50200 -> true;
            default -> false;
        };
    }
}
