package io.privyseal.audit;

import io.privyseal.platform.CustomerId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** The audit tables alone, in a database of their own, where a test may also do what an intruder would. */
record AuditDatabase(DataSource dataSource) {
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    static final CustomerId CUSTOMER = new CustomerId(7);

    static AuditDatabase h2() {
        return migrated(JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", ""));
    }

    static AuditDatabase migrated(DataSource dataSource) {
        AuditDatabase database = new AuditDatabase(dataSource);
        try (InputStream sql = AuditDatabase.class.getResourceAsStream("/db/migration/V07__audit.sql")) {
            database.execute(new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    static EntryContent content(String action, Instant time) {
        return EntryContent.of(event(action), time);
    }

    static AuditEvent event(String action) {
        return new AuditEvent(
                CUSTOMER,
                new Actor(Actor.Kind.ADMINISTRATOR, "admin", 1L, "192.0.2.1"),
                action,
                "certificate",
                "12",
                Map.of("status", "Requested"),
                Map.of("status", "Approved", "term", "90"));
    }

    /** Writes entries, each in a transaction of its own, all in one lane. */
    void write(String... actions) {
        LaneWriter writer = new LaneWriter();
        for (String action : actions) {
            LaneWriter.HeldLane held = inTransaction(writer, List.of(content(action, NOON)));
            writer.release(held.head());
        }
    }

    LaneWriter.HeldLane inTransaction(LaneWriter writer, List<EntryContent> contents) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                LaneWriter.HeldLane held = writer.append(connection, contents);
                connection.commit();
                return held;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    int execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
