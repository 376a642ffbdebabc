package io.privyseal.audit;

import io.privyseal.audit.VerificationReport.Kind;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks all checkpoints in order: numbers, links, signatures, and that each head is still the entry it was. */
final class CheckpointWalk {
    private final Connection connection;
    private final Map<String, PublicKey> trusted;
    private final Findings findings;
    private final Map<Long, LaneHead> covered = new HashMap<>();
    private long count;
    private @Nullable CheckpointContent latest;

    /** @param trusted the keys that may sign, by key id */
    CheckpointWalk(Connection connection, Map<String, PublicKey> trusted, Findings findings) {
        this.connection = connection;
        this.trusted = trusted;
        this.findings = findings;
    }

    void run() throws SQLException {
        long number = 0;
        List<SignedCheckpoint> part = SignedCheckpoint.after(connection, number);
        while (!part.isEmpty()) {
            for (SignedCheckpoint checkpoint : part) {
                check(checkpoint);
            }
            number = part.getLast().content().number();
            part = SignedCheckpoint.after(connection, number);
        }
    }

    void require(KnownCheckpoint known) throws SQLException {
        known.faultOf(SignedCheckpoint.numbered(connection, known.number()))
                .ifPresent(fault -> findings.add(Kind.CHECKPOINT_CUT, fault));
    }

    private void check(SignedCheckpoint checkpoint) throws SQLException {
        CheckpointContent content = checkpoint.content();
        count++;
        checkPlace(content);
        latest = content;
        PublicKey key = trusted.get(content.keyId());
        if (key == null || !CheckpointSignature.isValid(content, checkpoint.signature(), key)) {
            String fault = key == null ? "is signed with a key that is not trusted" : "has an invalid signature";
            findings.add(Kind.CHECKPOINT_SIGNATURE, "checkpoint " + content.number() + " " + fault);
            return; // what it says about entries is worth nothing
        }
        checkHeads(content);
    }

    private void checkPlace(CheckpointContent content) {
        CheckpointContent before = latest;
        long expected = before == null ? 1 : before.number() + 1;
        if (content.number() != expected) {
            findings.add(
                    Kind.CHECKPOINT_MISSING,
                    "checkpoints " + expected + " to " + (content.number() - 1) + " are missing");
            return;
        }
        ChainHash link = before == null ? ChainHash.NONE : before.hash();
        if (!content.previous().equals(link)) {
            findings.add(
                    Kind.CHECKPOINT_CHAIN_BROKEN,
                    "checkpoint " + content.number() + " does not follow from the one before it");
        }
    }

    private void checkHeads(CheckpointContent content) throws SQLException {
        Map<Long, LaneHead> gone = new HashMap<>(covered);
        for (LaneHead head : content.parsedHeads()) {
            LaneHead before = gone.remove(head.lane());
            if (head.equals(before)) {
                continue;
            }
            if (before != null && head.sequence() <= before.sequence()) {
                findings.add(
                        Kind.CHECKPOINT_CHAIN_BROKEN,
                        "checkpoint " + content.number() + " has lane " + head.lane() + " at entry " + head.sequence()
                                + ", an earlier one at " + before.sequence());
            }
            checkHead(content, head);
            covered.put(head.lane(), head);
        }
        for (LaneHead lost : gone.values()) {
            findings.add(
                    Kind.CHECKPOINT_CHAIN_BROKEN,
                    "checkpoint " + content.number() + " leaves out lane " + lost.lane()
                            + ", which an earlier one names");
        }
    }

    private void checkHead(CheckpointContent content, LaneHead head) throws SQLException {
        Optional<ChainHash> found = LaneReader.hashOf(connection, head.lane(), head.sequence());
        String entry = "entry " + head.sequence() + " of lane " + head.lane();
        if (found.isEmpty()) {
            findings.add(Kind.CUT, entry + ", which checkpoint " + content.number() + " vouches for, is missing");
            return;
        }
        if (!found.get().equals(head.hash())) {
            findings.add(
                    Kind.REWRITTEN, entry + " is not the one that checkpoint " + content.number() + " vouches for");
        }
    }

    long count() {
        return count;
    }

    /** The last entry of a lane that a checkpoint vouches for; 0 where none does. */
    long coveredIn(long lane) {
        LaneHead head = covered.get(lane);
        return head == null ? 0 : head.sequence();
    }

    Optional<Instant> latestTime() {
        return latest().map(CheckpointContent::createdAt);
    }

    Optional<CheckpointContent> latest() {
        return Optional.ofNullable(latest);
    }
}
