package io.privyseal.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A checkpoint as it is stored. */
final class SignedCheckpoint {
    private static final String COLUMNS = "number, previous_hash, created_at, heads, key_id, signature";
    private static final String SELECT_LATEST =
            "select " + COLUMNS + " from audit_checkpoint order by number desc fetch first 1 rows only";
    private static final String SELECT_AFTER =
            "select " + COLUMNS + " from audit_checkpoint where number > ? order by number fetch first 200 rows only";
    private static final String SELECT = "select " + COLUMNS + " from audit_checkpoint where number = ?";
    private static final String INSERT = "insert into audit_checkpoint (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?)";

    private final CheckpointContent content;
    private final byte[] signature;

    SignedCheckpoint(CheckpointContent content, byte[] signature) {
        this.content = content;
        this.signature = signature.clone();
    }

    CheckpointContent content() {
        return content;
    }

    byte[] signature() {
        return signature.clone();
    }

    static Optional<SignedCheckpoint> latest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT_LATEST);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(read(rows)) : Optional.empty();
        }
    }

    static Optional<SignedCheckpoint> numbered(Connection connection, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setLong(1, number);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** The next checkpoints in order; a part of them, empty at the end. */
    static List<SignedCheckpoint> after(Connection connection, long number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT_AFTER)) {
            select.setLong(1, number);
            try (ResultSet rows = select.executeQuery()) {
                List<SignedCheckpoint> checkpoints = new ArrayList<>();
                while (rows.next()) {
                    checkpoints.add(read(rows));
                }
                return checkpoints;
            }
        }
    }

    /** Fails with an integrity violation when another process has taken the number. */
    void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, content.number());
            insert.setBytes(2, content.previous().bytes());
            insert.setObject(3, content.createdAt().atOffset(ZoneOffset.UTC));
            insert.setString(4, content.heads());
            insert.setString(5, content.keyId());
            insert.setBytes(6, signature);
            insert.executeUpdate();
        }
    }

    private static SignedCheckpoint read(ResultSet row) throws SQLException {
        return new SignedCheckpoint(
                new CheckpointContent(
                        row.getLong(1),
                        ChainHash.stored(row.getBytes(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        row.getString(4)),
                row.getBytes(6));
    }
}
