package io.privyseal.audit;

import io.privyseal.audit.VerificationReport.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks all entries of one lane after the other, each against the one before it. */
final class LaneWalk {
    /** Longer than a transaction lives and than the clocks of two nodes may differ. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    // Enough to tell a swap from a change; more changed entries than this are all reported as changed.
    private static final int MOST_SUSPECTS = 100;

    private final Connection connection;
    private final CheckpointWalk checkpoints;
    private final Findings findings;
    private long entries;
    private long uncovered;
    private @Nullable Instant newest;
    private @Nullable Instant oldestUncovered;

    LaneWalk(Connection connection, CheckpointWalk checkpoints, Findings findings) {
        this.connection = connection;
        this.checkpoints = checkpoints;
        this.findings = findings;
    }

    /** @param head what the lane's row says; empty when the lane has no row */
    void run(long lane, Optional<LaneHead> head) throws SQLException {
        LaneHead last = new LaneHead(lane, 0, ChainHash.NONE);
        List<ChainedEntry> suspects = new ArrayList<>();
        List<ChainedEntry> part = LaneReader.entriesAfter(connection, lane, Long.MIN_VALUE);
        while (!part.isEmpty()) {
            for (ChainedEntry entry : part) {
                check(entry, last, suspects);
                last = entry.asHead();
            }
            part = LaneReader.entriesAfter(connection, lane, last.sequence());
        }
        reportSuspects(suspects);
        checkEnd(last, head);
    }

    private void check(ChainedEntry entry, LaneHead last, List<ChainedEntry> suspects) {
        entries++;
        checkPlace(entry, last);
        if (!entry.isUnchanged()) {
            suspect(entry, suspects);
        }
        checkTime(entry);
    }

    private void checkPlace(ChainedEntry entry, LaneHead last) {
        long expected = last.sequence() + 1;
        if (entry.sequence() < expected) {
            findings.add(Kind.INSERTED, place(entry) + " stands before the first");
            return;
        }
        if (entry.sequence() > expected) {
            findings.add(
                    Kind.MISSING,
                    "lane " + entry.lane() + ": entries " + expected + " to " + (entry.sequence() - 1)
                            + " are missing");
            return;
        }
        if (!entry.previous().equals(last.hash())) {
            findings.add(Kind.BROKEN_LINK, place(entry) + " does not follow from the one before it");
        }
    }

    private void suspect(ChainedEntry entry, List<ChainedEntry> suspects) {
        if (suspects.size() < MOST_SUSPECTS) {
            suspects.add(entry);
            return;
        }
        findings.add(Kind.CHANGED, place(entry) + " is not what was written");
    }

    private void reportSuspects(List<ChainedEntry> suspects) {
        for (ChainedEntry entry : suspects) {
            Optional<ChainedEntry> origin = suspects.stream()
                    .filter(other -> entry.isOriginallyAt(other.sequence()))
                    .findFirst();
            if (origin.isPresent()) {
                findings.add(
                        Kind.REORDERED,
                        place(entry) + " was written as entry " + origin.get().sequence());
                continue;
            }
            findings.add(Kind.CHANGED, place(entry) + " is not what was written");
        }
    }

    private void checkTime(ChainedEntry entry) {
        Instant time = entry.content().occurredAt();
        if (newest == null || time.isAfter(newest)) {
            newest = time;
        }
        if (entry.sequence() <= checkpoints.coveredIn(entry.lane())) {
            return;
        }
        uncovered++;
        if (oldestUncovered == null || time.isBefore(oldestUncovered)) {
            oldestUncovered = time;
        }
        Optional<Instant> checkpoint = checkpoints.latestTime();
        if (checkpoint.isPresent() && time.isBefore(checkpoint.get().minus(TOLERANCE))) {
            findings.add(
                    Kind.BACKDATED,
                    place(entry) + " claims " + time + ", but the checkpoint of " + checkpoint.get()
                            + " does not cover it");
        }
    }

    private void checkEnd(LaneHead last, Optional<LaneHead> head) {
        if (head.isEmpty()) {
            findings.add(Kind.INSERTED, "lane " + last.lane() + " has entries but no head");
            return;
        }
        long end = head.get().sequence();
        if (last.sequence() < end) {
            findings.add(
                    Kind.CUT,
                    "lane " + last.lane() + ": entries " + (last.sequence() + 1) + " to " + end
                            + " are missing at the end");
            return;
        }
        if (last.sequence() > end) {
            findings.add(
                    Kind.INSERTED,
                    "lane " + last.lane() + ": entries " + (end + 1) + " to " + last.sequence()
                            + " stand behind the lane's head");
            return;
        }
        if (!last.hash().equals(head.get().hash())) {
            findings.add(Kind.HEAD_CHANGED, "the head of lane " + last.lane() + " is not its last entry");
        }
    }

    /** To be called after the last lane: checkpoints come every minute, so many minutes without one mean a cut. */
    void finish() {
        if (newest == null || oldestUncovered == null) {
            return;
        }
        if (Duration.between(oldestUncovered, newest).compareTo(TOLERANCE) > 0) {
            findings.add(
                    Kind.CHECKPOINT_OVERDUE,
                    "entries from " + oldestUncovered + " to " + newest + " are not covered by a checkpoint");
        }
    }

    private static String place(ChainedEntry entry) {
        return "entry " + entry.sequence() + " of lane " + entry.lane();
    }

    long entries() {
        return entries;
    }

    long uncovered() {
        return uncovered;
    }
}
