package io.privyseal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** An entry at its place in a lane. */
record ChainedEntry(long lane, long sequence, ChainHash previous, ChainHash hash, EntryContent content) {
    /** The columns that {@link #read} takes, in the order of {@link LaneWriter}'s insert. */
    static final String COLUMNS = "lane_id, sequence, previous_hash, hash, occurred_at, customer_id, actor_kind,"
            + " actor_name, administrator_id, actor_address, action, object_type, object_id, before_values,"
            + " after_values";

    /** The content as the next entry of a lane. */
    static ChainedEntry next(LaneHead head, EntryContent content) {
        long sequence = head.sequence() + 1;
        return new ChainedEntry(
                head.lane(), sequence, head.hash(), content.hashAt(head.lane(), sequence, head.hash()), content);
    }

    static ChainedEntry read(ResultSet row) throws SQLException {
        return new ChainedEntry(
                row.getLong(1),
                row.getLong(2),
                ChainHash.stored(row.getBytes(3)),
                ChainHash.stored(row.getBytes(4)),
                new EntryContent(
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        nullableLong(row, 6),
                        row.getString(7),
                        row.getString(8),
                        nullableLong(row, 9),
                        row.getString(10),
                        row.getString(11),
                        row.getString(12),
                        row.getString(13),
                        row.getString(14),
                        row.getString(15)));
    }

    LaneHead asHead() {
        return new LaneHead(lane, sequence, hash);
    }

    /** Whether the columns are those that were hashed when the entry was written. */
    boolean isUnchanged() {
        return isOriginallyAt(sequence);
    }

    /** Whether this entry was written with that sequence number. */
    boolean isOriginallyAt(long other) {
        return content.hashAt(lane, other, previous).equals(hash);
    }

    OffsetDateTime occurredAt() {
        return content.occurredAt().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Long nullableLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
