package io.privyseal.audit;

import java.security.PublicKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Finds every change, gap and cut in the audit trail.
 *
 * <p>Needs nothing but the database, and memory for one part of one lane: it runs beside a server on PostgreSQL, or
 * offline. What came after the last checkpoint is protected by the chain alone, which whoever may write to the
 * database can compute anew; what came before it, by the checkpoints' key. That the last checkpoints are there at all, no
 * key can say: only whoever has known one of them.
 */
public final class AuditVerifier {
    private final DataSource dataSource;

    public AuditVerifier(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Reads the whole trail, as it stands at this moment.
     *
     * @param trusted the keys that may have signed checkpoints, known to the caller from elsewhere
     * @param known checkpoints that must be there, known to the caller from elsewhere
     */
    public VerificationReport verify(Collection<? extends PublicKey> trusted, Collection<KnownCheckpoint> known) {
        Map<String, PublicKey> keys = trusted.stream()
                .collect(Collectors.toMap(CheckpointSignature::keyId, Function.identity(), (a, _) -> a));
        try (Connection connection = dataSource.getConnection()) {
            return inOneSnapshot(connection, keys, known);
        } catch (SQLException e) {
            throw new IllegalStateException("reading the audit trail", e);
        }
    }

    private static VerificationReport inOneSnapshot(
            Connection connection, Map<String, PublicKey> keys, Collection<KnownCheckpoint> known) throws SQLException {
        int isolation = connection.getTransactionIsolation();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return verify(connection, keys, known);
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(true);
        }
    }

    private static VerificationReport verify(
            Connection connection, Map<String, PublicKey> keys, Collection<KnownCheckpoint> known) throws SQLException {
        Findings findings = new Findings();
        CheckpointWalk checkpoints = new CheckpointWalk(connection, keys, findings);
        checkpoints.run();
        for (KnownCheckpoint checkpoint : known) {
            checkpoints.require(checkpoint);
        }
        LaneWalk lanes = new LaneWalk(connection, checkpoints, findings);
        long laneCount = walk(connection, lanes);
        lanes.finish();
        String latest = checkpoints
                .latest()
                .map(content -> content.number() + " " + content.hash())
                .orElse("none");
        return new VerificationReport(
                lanes.entries(),
                laneCount,
                checkpoints.count(),
                lanes.uncovered(),
                latest,
                findings.kept(),
                findings.count());
    }

    private static long walk(Connection connection, LaneWalk lanes) throws SQLException {
        Map<Long, LaneHead> heads =
                LaneReader.heads(connection).stream().collect(Collectors.toMap(LaneHead::lane, Function.identity()));
        long count = 0;
        OptionalLong lane = LaneReader.laneAfter(connection, Long.MIN_VALUE);
        while (lane.isPresent()) {
            count++;
            lanes.run(lane.getAsLong(), Optional.ofNullable(heads.remove(lane.getAsLong())));
            lane = LaneReader.laneAfter(connection, lane.getAsLong());
        }
        // Lanes that have a head but lost all their entries.
        for (LaneHead head : heads.values()) {
            lanes.run(head.lane(), Optional.of(head));
        }
        return count;
    }
}
