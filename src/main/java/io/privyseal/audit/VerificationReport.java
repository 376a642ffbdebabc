package io.privyseal.audit;

import java.util.List;

/**
 * What a verification of the audit trail found.
 *
 * @param entries number of entries read
 * @param lanes number of lanes with entries
 * @param checkpoints number of checkpoints read
 * @param uncovered entries written after the last checkpoint: chained, but not yet vouched for by a signature
 * @param latestCheckpoint number and hash of the last checkpoint, to compare with the server's log; "none" without
 * @param findings the first findings, at most {@link #MOST_FINDINGS}
 * @param findingCount number of all findings
 */
public record VerificationReport(
        long entries,
        long lanes,
        long checkpoints,
        long uncovered,
        String latestCheckpoint,
        List<Finding> findings,
        long findingCount) {
    /** Findings beyond this number are counted and not kept. */
    public static final int MOST_FINDINGS = 1_000;

    public VerificationReport {
        findings = List.copyOf(findings);
    }

    /** What is wrong. */
    public enum Kind {
        /** An entry's columns are not those that were hashed. */
        CHANGED,
        /** Entries are missing between two others, or before the first. */
        MISSING,
        /** Two entries stand in each other's place. */
        REORDERED,
        /** An entry does not follow from the one before it. */
        BROKEN_LINK,
        /** Entries are missing at a lane's end, or a whole lane is. */
        CUT,
        /** An entry stands behind its lane's head, or in a lane that has none. */
        INSERTED,
        /** A lane's head names another hash than its last entry has. */
        HEAD_CHANGED,
        /** An entry's hash is not the one that a checkpoint vouches for. */
        REWRITTEN,
        /** An entry claims a time before the last checkpoint, which does not cover it. */
        BACKDATED,
        /** A checkpoint that is known from outside of the database is missing there, or is another one. */
        CHECKPOINT_CUT,
        /** A checkpoint is missing between two others, or before the first. */
        CHECKPOINT_MISSING,
        /** A checkpoint does not name the one before it, or its heads fall back. */
        CHECKPOINT_CHAIN_BROKEN,
        /** A checkpoint's signature is not by a trusted key. */
        CHECKPOINT_SIGNATURE,
        /** Entries stayed without checkpoint for longer than the server ever leaves them. */
        CHECKPOINT_OVERDUE
    }

    /**
     * One thing that is wrong.
     *
     * @param detail a sentence that names the place
     */
    public record Finding(Kind kind, String detail) {
        @Override
        public String toString() {
            return kind + ": " + detail;
        }
    }

    /** Whether nothing is wrong. */
    public boolean intact() {
        return findingCount == 0;
    }

    /** The report as lines of text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder()
                .append("audit entries: ")
                .append(entries)
                .append(" in ")
                .append(lanes)
                .append(" lanes\ncheckpoints: ")
                .append(checkpoints)
                .append(", latest ")
                .append(latestCheckpoint)
                .append("\nentries since the latest checkpoint: ")
                .append(uncovered)
                .append('\n');
        for (Finding finding : findings) {
            text.append(finding).append('\n');
        }
        if (findingCount > findings.size()) {
            text.append("and ").append(findingCount - findings.size()).append(" more findings\n");
        }
        return text.append(intact() ? "intact" : "NOT INTACT").toString();
    }
}
