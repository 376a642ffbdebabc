package io.privyseal.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads lanes and their entries as they are stored, in parts of bounded size. */
final class LaneReader {
    private static final String HEADS =
            "select id, head_sequence, head_hash from audit_lane where head_sequence > 0" + " order by id";
    private static final String NEXT_LANE =
            "select lane_id from audit_entry where lane_id > ? order by lane_id" + " fetch first 1 rows only";
    // Ordered by all columns of the key: by the second alone, H2 sorts the whole lane for each part.
    private static final String ENTRIES = "select " + ChainedEntry.COLUMNS + " from audit_entry where lane_id = ?"
            + " and sequence > ? order by lane_id, sequence fetch first 500 rows only";
    private static final String HASH = "select hash from audit_entry where lane_id = ? and sequence = ?";

    private LaneReader() {}

    /** The committed heads of all lanes that have entries. */
    static List<LaneHead> heads(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HEADS);
                ResultSet rows = select.executeQuery()) {
            List<LaneHead> heads = new ArrayList<>();
            while (rows.next()) {
                heads.add(new LaneHead(rows.getLong(1), rows.getLong(2), ChainHash.stored(rows.getBytes(3))));
            }
            return heads;
        }
    }

    /** The next lane that has entries, whether or not it has a head. */
    static OptionalLong laneAfter(Connection connection, long lane) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT_LANE)) {
            select.setLong(1, lane);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /** The next entries of a lane in order; a part of them, empty at the end. */
    static List<ChainedEntry> entriesAfter(Connection connection, long lane, long sequence) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ENTRIES)) {
            select.setLong(1, lane);
            select.setLong(2, sequence);
            try (ResultSet rows = select.executeQuery()) {
                List<ChainedEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(ChainedEntry.read(rows));
                }
                return entries;
            }
        }
    }

    static Optional<ChainHash> hashOf(Connection connection, long lane, long sequence) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HASH)) {
            select.setLong(1, lane);
            select.setLong(2, sequence);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(ChainHash.stored(rows.getBytes(1))) : Optional.empty();
            }
        }
    }
}
