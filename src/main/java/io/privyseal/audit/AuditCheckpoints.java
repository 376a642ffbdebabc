package io.privyseal.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Joins the heads of all lanes in a signed checkpoint, each naming the one before.
 *
 * <p>Several processes may do so at once: the number decides, and whoever comes second leaves it at that. Nothing is
 * signed on a database that is behind this server's {@link AuditHead}: the signature would vouch for a forged end.
 */
final class AuditCheckpoints {
    private static final Logger LOG = Logger.getLogger(AuditCheckpoints.class);
    private static final String INTEGRITY_VIOLATION = "23";

    private final DataSource dataSource;
    private final Clock clock;
    private final AuditCheckpointSigner signer;
    private final AuditHead head;
    private volatile boolean refused;

    AuditCheckpoints(DataSource dataSource, Clock clock, AuditCheckpointSigner signer, AuditHead head) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.signer = signer;
        this.head = head;
    }

    /**
     * Signs and stores a checkpoint when a lane has moved since the last one.
     *
     * @return whether this call stored one
     */
    boolean take() {
        Outcome outcome;
        try (Connection connection = dataSource.getConnection()) {
            Optional<String> fault = head.faultOf(connection);
            refused = fault.isPresent();
            if (fault.isPresent()) {
                refuse(fault.get());
                return false;
            }
            outcome = take(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("writing an audit checkpoint", e);
        }
        // Committed by now, and the connection is free for others while the disk works.
        outcome.last().map(SignedCheckpoint::content).map(KnownCheckpoint::of).ifPresent(head::advance);
        return outcome.stored();
    }

    /** @param last the last checkpoint that the database is known to have */
    private record Outcome(Optional<SignedCheckpoint> last, boolean stored) {}

    private Outcome take(Connection connection) throws SQLException {
        // The order matters: heads read after checkpoint n are no older than those of n.
        Optional<SignedCheckpoint> latest = SignedCheckpoint.latest(connection);
        String heads = CheckpointContent.headsOf(LaneReader.heads(connection));
        if (heads.equals(latest.map(last -> last.content().heads()).orElse(""))) {
            return new Outcome(latest, false);
        }
        SignedCheckpoint next = next(latest, heads);
        return store(connection, next) ? new Outcome(Optional.of(next), true) : new Outcome(latest, false);
    }

    private void refuse(String fault) {
        LOG.errorf(
                "No audit checkpoint is signed: %s (%s). Somebody has changed the database, or it was restored from an older"
                        + " backup; in that case stop the server and delete the file.",
                fault, head.place());
    }

    /** Whether the last call would not sign. */
    boolean isRefused() {
        return refused;
    }

    private SignedCheckpoint next(Optional<SignedCheckpoint> latest, String heads) {
        CheckpointContent content = new CheckpointContent(
                latest.map(last -> last.content().number() + 1).orElse(1L),
                latest.map(last -> last.content().hash()).orElse(ChainHash.NONE),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                CheckpointSignature.keyId(signer.publicKey()),
                heads);
        return new SignedCheckpoint(content, signer.sign(content));
    }

    private static boolean store(Connection connection, SignedCheckpoint checkpoint) throws SQLException {
        CheckpointContent content = checkpoint.content();
        try {
            checkpoint.insert(connection);
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state != null && state.startsWith(INTEGRITY_VIOLATION)) {
                return false; // another process was first; what it left out comes with the next checkpoint
            }
            throw e;
        }
        // Kept with the logs, number and hash prove later that no checkpoint was cut off.
        LOG.infof("Audit checkpoint %d over %d lanes, hash %s", content.number(), heads(content), content.hash());
        return true;
    }

    private static int heads(CheckpointContent content) {
        List<LaneHead> heads = content.parsedHeads();
        return heads.size();
    }
}
