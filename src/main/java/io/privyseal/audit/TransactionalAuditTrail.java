package io.privyseal.audit;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects a transaction's entries and writes them together, just before it commits, on its own connection. */
@Singleton
final class TransactionalAuditTrail implements AuditTrail {
    private static final Object KEY = TransactionalAuditTrail.class;

    private final TransactionSynchronizationRegistry transactions;
    private final DataSource dataSource;
    private final LaneWriter lanes;
    private final Clock clock;

    TransactionalAuditTrail(
            TransactionSynchronizationRegistry transactions, DataSource dataSource, LaneWriter lanes, Clock clock) {
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.lanes = lanes;
        this.clock = clock;
    }

    @Override
    public void record(AuditEvent event) {
        int status = transactions.getTransactionStatus();
        if (status == Status.STATUS_MARKED_ROLLBACK) {
            return; // it would be taken back with the rest
        }
        if (status != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("an audit entry needs the transaction that decides the change");
        }
        pending().add(EntryContent.of(event, clock.instant()));
    }

    private PendingEntries pending() {
        if (transactions.getResource(KEY) instanceof PendingEntries pending) {
            return pending;
        }
        PendingEntries pending = new PendingEntries();
        transactions.putResource(KEY, pending);
        transactions.registerInterposedSynchronization(pending);
        return pending;
    }

    /** What one transaction has recorded; used by the transaction's thread alone. */
    private final class PendingEntries implements Synchronization {
        private final List<EntryContent> contents = new ArrayList<>(4);
        private boolean completing;
        private LaneWriter.@Nullable HeldLane held;

        void add(EntryContent content) {
            contents.add(content);
            if (completing) {
                write(); // recorded by another part's work before completion
            }
        }

        /** A failure here makes the transaction manager roll back: no change without its entry. */
        @Override
        public void beforeCompletion() {
            completing = true;
            write();
        }

        private void write() {
            try (Connection connection = dataSource.getConnection()) {
                LaneWriter.HeldLane lane = held;
                held = lane == null ? lanes.append(connection, contents) : lanes.append(connection, lane, contents);
                contents.clear();
            } catch (SQLException e) {
                throw new IllegalStateException("writing the audit trail", e);
            }
        }

        @Override
        public void afterCompletion(int status) {
            LaneWriter.HeldLane lane = held;
            if (lane == null) {
                return;
            }
            if (status == Status.STATUS_COMMITTED) {
                lanes.release(lane.head());
                return;
            }
            LaneHead before = lane.before();
            // Where the end is unknown the lane is not remembered: whoever needs it reads its head.
            if (status == Status.STATUS_ROLLEDBACK && before != null) {
                lanes.release(before);
            }
        }
    }
}
