package io.privyseal.platform.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.engine.Constants;
import org.h2.engine.Database;
import org.h2.schema.Schema;
import org.h2.schema.Sequence;
import org.h2.store.fs.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * One database over the times that this process has opened it: again after each failure to write.
 *
 * <p>H2 lists open databases by name. Any session of a failed one may strike its name off that list, at any time, and
 * with the name its successor, whose file then stays locked. So each opening has a name of its own.
 */
final class DatabaseOpenings {
    private static final Map<String, DatabaseOpenings> BY_PATH = new ConcurrentHashMap<>();

    /** More than the steps of a sequence that can be in use and not on disk yet when the disk fails. */
    private static final long LOST_STEPS = 1000;

    private final String path;
    private int opening;
    private @Nullable CommitBarrier barrier;

    private DatabaseOpenings(String path) {
        this.path = path;
    }

    /** @param path H2's path of the database: a file system of H2, a colon, and a path there */
    static DatabaseOpenings of(String path) {
        return BY_PATH.computeIfAbsent(path, DatabaseOpenings::new);
    }

    /** One at a time, so that none opens a database that another finds to have failed. */
    synchronized DurableConnection connect(String settings, Properties info) throws SQLException {
        if (barrier != null && barrier.hasFailed()) {
            barrier.shutDown();
            barrier = null;
            opening++;
        }
        return new DurableConnection(
                "jdbc:h2:" + OrderedFilePath.SCHEME + ":" + opening + ":" + path + settings, info, this::barrierOf);
    }

    /** The barrier of an open database, or null for one that is read-only, where nothing can be synced. */
    private @Nullable CommitBarrier barrierOf(Database database) throws SQLException {
        if (database.isReadOnly()) {
            return null;
        }
        if (OrderedFile.isDistrusted(FileUtils.unwrap(database.getDatabasePath() + Constants.SUFFIX_MV_FILE))) {
            database.shutdownImmediately();
            throw new SQLNonTransientConnectionException(
                    "The disk failed to keep the database file; start again after checking it",
                    CommitBarrier.RESOLUTION_UNKNOWN);
        }
        if (barrier == null || !barrier.guards(database)) {
            advanceSequences(database);
            barrier = new CommitBarrier(database);
        }
        return barrier;
    }

    /**
     * Past what this process took from the sequences and the disk never saw: Hibernate still hands out the rest of each
     * range that it took, and a sequence that came back from the disk would give it the same range again.
     */
    private void advanceSequences(Database database) {
        for (Schema schema : database.getAllSchemasNoMeta()) {
            for (Sequence sequence : schema.getAllSequences()) {
                long next = sequence.getBaseValue() + opening * LOST_STEPS * sequence.getIncrement();
                sequence.modify(next, null, null, null, null, null, null);
            }
        }
    }
}
