package io.privyseal.platform.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.Database;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Where commits wait until they are on disk: one thread writes and syncs for all commits that were in memory when it
 * began; those that come meanwhile are the next round.
 *
 * <p>A reader waits too when it may have seen a commit that is not on disk yet, so nothing leaves the process that a
 * power loss could take back. The sync runs on a thread of its own because an interrupt of a caller's thread would
 * close the file (java.nio.channels.ClosedByInterruptException) or let H2 return before it has written.
 */
final class CommitBarrier {
    /** SQLSTATE "transaction resolution unknown": after a failed sync nobody knows what the disk holds. */
    static final String RESOLUTION_UNKNOWN = "08007";

    private static final long IDLE_SECONDS = 10;

    private final Database database;
    private final MVStore store;

    private final AtomicInteger committing = new AtomicInteger();
    private final AtomicLong committed = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition done = lock.newCondition();

    private volatile long durable;
    private long requested;
    private boolean running;
    private @Nullable Throwable failure;

    /** The version of the last write of our own; only {@link #sync()} uses it, on one thread at a time. */
    private long ownVersion = -1;

    CommitBarrier(Database database) {
        this.database = database;
        this.store = database.getStore().getMvStore();
    }

    boolean guards(Database other) {
        return database == other;
    }

    /** Whether the database is of no more use: it was shut down, or H2's own writer could not write. */
    boolean hasFailed() {
        return database.isClosing() || store.getPanicException() != null;
    }

    /** Lets go of the file. What was written is a prefix of whole chunks: the next opening finds the last good one. */
    void shutDown() {
        database.shutdownImmediately();
    }

    /** Call before a commit becomes visible. */
    void beginCommit() {
        committing.incrementAndGet();
    }

    /** Call after it has become visible, or failed; returns the ticket to wait for. */
    long endCommit() {
        long ticket = committed.incrementAndGet();
        committing.decrementAndGet();
        return ticket;
    }

    /** Waits until everything that this thread may have read is on disk. */
    void awaitVisible() throws SQLException {
        // The order matters: a commit that left `committing` before the first look is counted in the second.
        if (committing.get() == 0 && committed.get() <= durable) {
            return;
        }
        await(committed.incrementAndGet());
    }

    /** Waits, without heed to interrupts, until a sync that began after the ticket was given has ended. */
    void await(long ticket) throws SQLException {
        lock.lock();
        try {
            while (durable < ticket) {
                if (failure != null) {
                    throw new SQLNonTransientConnectionException(
                            "The database could not be written", RESOLUTION_UNKNOWN, failure);
                }
                requested = Math.max(requested, ticket);
                if (running) {
                    work.signal();
                } else {
                    running = true;
                    Thread.ofPlatform().daemon().name("database-sync").start(this::run);
                }
                done.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (failure == null && hasWork()) {
                long target = committed.get();
                lock.unlock();
                Throwable failed = null;
                try {
                    sync();
                } catch (RuntimeException | Error e) {
                    failed = e;
                } finally {
                    lock.lock();
                }
                if (failed == null) {
                    durable = target;
                } else {
                    failure = failed;
                }
                done.signalAll();
            }
        } finally {
            running = false;
            done.signalAll();
            lock.unlock();
        }
    }

    /** Waits for work; false when there was none for a while, so that a closed database keeps no thread. */
    private boolean hasWork() {
        long nanos = TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        while (requested <= durable) {
            if (nanos <= 0) {
                return false;
            }
            try {
                nanos = work.awaitNanos(nanos);
            } catch (InterruptedException ignored) {
                return requested > durable;
            }
        }
        return true;
    }

    private void sync() {
        try {
            if (write()) {
                store.sync();
            }
        } catch (RuntimeException | Error e) {
            shutDown();
            throw e;
        }
    }

    /** Hands all visible commits to the file; false when our own last write had them already. */
    private boolean write() {
        long version = store.commit();
        if (version < 0) {
            if (!store.isClosed() && store.getCurrentVersion() == ownVersion) {
                return false;
            }
            // H2 took the changes by itself, and may still have them in its writer's queue: only a write behind
            // them in that queue proves that they have reached the file.
            store.setStoreVersion(store.getStoreVersion());
            version = store.commit();
        }
        if (version < 0) {
            throw new IllegalStateException("The database file is closed");
        }
        ownVersion = version;
        return true;
    }
}
