package io.privyseal.audit;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends entries to lanes.
 *
 * <p>A lane is held, by its row lock, from the first write of a transaction to its end, and no write ever waits for
 * one: a lane that is taken is skipped, and when all are taken a new one is made. So there are as many lanes as there
 * were concurrent writers, and a rollback takes back the entries together with the head.
 *
 * <p>Free lanes of this process are remembered with their heads, the last used first, which saves reading the head.
 * What is remembered is only a guess: the update that advances the lane compares it, so that other processes may use
 * the same lanes.
 */
@Singleton
final class LaneWriter {
    // "skip locked" inside, so that a lane which another process holds is not waited for.
    private static final String ADVANCE = "update audit_lane set head_sequence = ?, head_hash = ? where id ="
            + " (select id from audit_lane where id = ? and head_sequence = ? and head_hash = ? for update skip locked)";
    private static final String CLAIM_ANY = "select id, head_sequence, head_hash from audit_lane order by id"
            + " fetch first 1 rows only for update skip locked";
    private static final String ADD_LANE = "insert into audit_lane (head_sequence, head_hash) values (0, ?)";
    private static final String INSERT = "insert into audit_entry (" + ChainedEntry.COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Both for one entry in one round trip, as PostgreSQL can. */
    private static final String ADVANCE_AND_INSERT =
            "with advanced as (" + ADVANCE + " returning id) insert into" + " audit_entry (" + ChainedEntry.COLUMNS
                    + ") select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? from advanced";

    private static final int ADVANCE_PARAMETERS = 5;

    /** By number, the last used last. */
    private final LinkedHashMap<Long, LaneHead> free = new LinkedHashMap<>();

    /**
     * A lane in the hands of a transaction.
     *
     * @param before its head before the transaction; null when the transaction made the lane
     * @param head its head after what was written so far
     */
    record HeldLane(@Nullable LaneHead before, LaneHead head) {}

    /** Appends to a lane that nobody else holds; it is held until the connection's transaction ends. */
    HeldLane append(Connection connection, List<EntryContent> contents) throws SQLException {
        for (LaneHead known = pollFree(); known != null; known = pollFree()) {
            List<ChainedEntry> entries = chain(known, contents);
            if (write(connection, known, entries)) {
                return new HeldLane(known, entries.getLast().asHead());
            }
            // Another process has moved this lane on; it is found again by CLAIM_ANY.
        }
        Optional<LaneHead> claimed = claimAny(connection);
        LaneHead start = claimed.isPresent() ? claimed.get() : addLane(connection);
        return new HeldLane(claimed.orElse(null), appendTo(connection, start, contents));
    }

    /** Appends to the lane that the transaction holds already. */
    HeldLane append(Connection connection, HeldLane held, List<EntryContent> contents) throws SQLException {
        return new HeldLane(held.before(), appendTo(connection, held.head(), contents));
    }

    /** To be called after the transaction's end, with the head as it then stands in the database. */
    void release(LaneHead head) {
        synchronized (free) {
            LaneHead other = free.remove(head.lane());
            // Between a commit and its release the lane can be claimed, moved on and released before.
            free.put(head.lane(), other == null || other.sequence() < head.sequence() ? head : other);
        }
    }

    private @Nullable LaneHead pollFree() {
        synchronized (free) {
            Map.Entry<Long, LaneHead> last = free.pollLastEntry();
            return last == null ? null : last.getValue();
        }
    }

    private static LaneHead appendTo(Connection connection, LaneHead start, List<EntryContent> contents)
            throws SQLException {
        List<ChainedEntry> entries = chain(start, contents);
        if (!write(connection, start, entries)) {
            throw new IllegalStateException("audit lane " + start.lane() + " moved although it was held");
        }
        return entries.getLast().asHead();
    }

    private static List<ChainedEntry> chain(LaneHead start, List<EntryContent> contents) {
        List<ChainedEntry> entries = new ArrayList<>(contents.size());
        LaneHead head = start;
        for (EntryContent content : contents) {
            ChainedEntry entry = ChainedEntry.next(head, content);
            entries.add(entry);
            head = entry.asHead();
        }
        return entries;
    }

    /** Advances the lane and adds the entries; false, and nothing done, when the lane is not where it was. */
    private static boolean write(Connection connection, LaneHead from, List<ChainedEntry> entries) throws SQLException {
        if (entries.size() == 1 && isPostgreSql(connection)) {
            try (PreparedStatement both = connection.prepareStatement(ADVANCE_AND_INSERT)) {
                bind(both, from, entries.getLast().asHead());
                bind(both, ADVANCE_PARAMETERS, entries.getFirst());
                return both.executeUpdate() == 1;
            }
        }
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            bind(update, from, entries.getLast().asHead());
            if (update.executeUpdate() != 1) {
                return false;
            }
        }
        insert(connection, entries);
        return true;
    }

    private static boolean isPostgreSql(Connection connection) throws SQLException {
        return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }

    private static void bind(PreparedStatement advance, LaneHead from, LaneHead to) throws SQLException {
        advance.setLong(1, to.sequence());
        advance.setBytes(2, to.hash().bytes());
        advance.setLong(3, from.lane());
        advance.setLong(4, from.sequence());
        advance.setBytes(5, from.hash().bytes());
    }

    private static Optional<LaneHead> claimAny(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(CLAIM_ANY);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new LaneHead(row.getLong(1), row.getLong(2), ChainHash.stored(row.getBytes(3))));
        }
    }

    private static LaneHead addLane(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(ADD_LANE, new String[] {"id"})) {
            insert.setBytes(1, ChainHash.NONE.bytes());
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return new LaneHead(keys.getLong(1), 0, ChainHash.NONE);
            }
        }
    }

    private static void insert(Connection connection, List<ChainedEntry> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ChainedEntry entry : entries) {
                bind(insert, 0, entry);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, int before, ChainedEntry entry) throws SQLException {
        EntryContent content = entry.content();
        insert.setLong(before + 1, entry.lane());
        insert.setLong(before + 2, entry.sequence());
        insert.setBytes(before + 3, entry.previous().bytes());
        insert.setBytes(before + 4, entry.hash().bytes());
        insert.setObject(before + 5, entry.occurredAt());
        setNullable(insert, before + 6, content.customerId());
        insert.setString(before + 7, content.actorKind());
        insert.setString(before + 8, content.actorName());
        setNullable(insert, before + 9, content.administratorId());
        insert.setString(before + 10, content.actorAddress());
        insert.setString(before + 11, content.action());
        insert.setString(before + 12, content.objectType());
        insert.setString(before + 13, content.objectId());
        insert.setString(before + 14, content.before());
        insert.setString(before + 15, content.after());
    }

    private static void setNullable(PreparedStatement insert, int column, @Nullable Long value) throws SQLException {
        if (value == null) {
            insert.setNull(column, Types.BIGINT);
            return;
        }
        insert.setLong(column, value);
    }
}
