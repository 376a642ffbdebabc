package io.privyseal.platform;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets one node at a time make what a database has once, where several nodes share one in PostgreSQL. */
@Singleton
public final class SetupLock {
    /** Any number that no other user of the database locks: "Privysea" in ASCII. */
    private static final long KEY = 0x5072_6976_7973_6561L;

    private final DataSource dataSource;
    private final boolean shared;

    SetupLock(DataSource dataSource, @ConfigProperty(name = "quarkus.datasource.db-kind") String databaseKind) {
        this.dataSource = dataSource;
        this.shared = databaseKind.equals("postgresql");
    }

    /**
     * Waits for its turn; a node that dies gives the lock back with its connection.
     *
     * @param work must not ask for the lock itself: it would wait for its own caller
     */
    public void alone(Runnable work) {
        if (!shared) {
            work.run();
            return;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + KEY + ")");
            try {
                work.run();
            } finally {
                statement.execute("select pg_advisory_unlock(" + KEY + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("waiting for another node's set-up", e);
        }
    }
}
