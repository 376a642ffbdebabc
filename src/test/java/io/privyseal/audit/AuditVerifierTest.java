package io.privyseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.audit.VerificationReport.Finding;
import io.privyseal.audit.VerificationReport.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an intruder with write access to the database could do, and what the verification says about it. */
class AuditVerifierTest {
    private final AuditDatabase database = AuditDatabase.h2();
    private final P256CheckpointSigner signer = new P256CheckpointSigner();

    private boolean checkpoint(Instant time) {
        return new AuditCheckpoints(database.dataSource(), Clock.fixed(time, ZoneOffset.UTC), signer).take();
    }

    private boolean checkpoint() {
        return checkpoint(AuditDatabase.NOON.plusSeconds(30));
    }

    private VerificationReport verify() {
        return new AuditVerifier(database.dataSource()).verify(List.of(signer.publicKey()));
    }

    private List<Kind> kinds() {
        return verify().findings().stream().map(Finding::kind).toList();
    }

    @Test
    void anEmptyTrailIsIntact() {
        VerificationReport report = verify();

        assertThat(report.intact()).isTrue();
        assertThat(report.entries()).isZero();
    }

    @Test
    void anUntouchedTrailIsIntactAndCounted() {
        database.write("a", "b", "c");
        checkpoint();
        database.write("d");

        VerificationReport report = verify();

        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(4);
        assertThat(report.lanes()).isEqualTo(1);
        assertThat(report.checkpoints()).isEqualTo(1);
        assertThat(report.uncovered()).isEqualTo(1);
        assertThat(report.toString()).endsWith("intact").contains("audit entries: 4 in 1 lanes");
    }

    @Test
    void findsAChangedColumn() {
        for (String change : List.of(
                "occurred_at = occurred_at + interval '1' second",
                "customer_id = null",
                "actor_kind = 'SYSTEM'",
                "actor_name = 'mallory'",
                "administrator_id = 2",
                "actor_address = null",
                "action = 'x'",
                "object_type = 'x'",
                "object_id = '13'",
                "before_values = '{}'",
                "after_values = '{\"status\":\"Declined\"}'",
                "hash = X'00'",
                "previous_hash = X'00'")) {
            AuditDatabase fresh = AuditDatabase.h2();
            fresh.write("a", "b", "c");
            fresh.execute("update audit_entry set " + change + " where sequence = 2");

            VerificationReport report = new AuditVerifier(fresh.dataSource()).verify(List.of(signer.publicKey()));

            assertThat(report.findings())
                    .as(change)
                    .contains(new Finding(Kind.CHANGED, "entry 2 of lane 1 is not what was written"));
            assertThat(report.intact()).isFalse();
        }
    }

    @Test
    void findsADeletedEntry() {
        database.write("a", "b", "c", "d");
        database.execute("delete from audit_entry where sequence in (2, 3)");

        assertThat(verify().findings())
                .containsExactly(new Finding(Kind.MISSING, "lane 1: entries 2 to 3 are missing"));
    }

    @Test
    void findsADeletedFirstEntry() {
        database.write("a", "b");
        database.execute("delete from audit_entry where sequence = 1");

        assertThat(kinds()).containsExactly(Kind.MISSING);
    }

    @Test
    void findsReorderedEntries() {
        database.write("a", "b", "c", "d");
        database.execute("update audit_entry set sequence = 99 where sequence = 2");
        database.execute("update audit_entry set sequence = 2 where sequence = 3");
        database.execute("update audit_entry set sequence = 3 where sequence = 99");

        assertThat(verify().findings())
                .contains(
                        new Finding(Kind.REORDERED, "entry 2 of lane 1 was written as entry 3"),
                        new Finding(Kind.REORDERED, "entry 3 of lane 1 was written as entry 2"));
    }

    @Test
    void findsACutTailByTheLaneHead() {
        database.write("a", "b", "c");
        database.execute("delete from audit_entry where sequence > 1");

        assertThat(verify().findings())
                .containsExactly(new Finding(Kind.CUT, "lane 1: entries 2 to 3 are missing at the end"));
    }

    @Test
    void findsAnEmptiedLane() {
        database.write("a", "b");
        database.execute("delete from audit_entry");

        assertThat(kinds()).containsExactly(Kind.CUT);
    }

    @Test
    void findsACutTailByTheCheckpointWhenTheHeadWasSetBack() {
        database.write("a", "b", "c");
        checkpoint();
        database.execute("delete from audit_entry where sequence > 1");
        database.execute("update audit_lane set head_sequence = 1, head_hash = (select hash from audit_entry)");

        assertThat(verify().findings())
                .containsExactly(
                        new Finding(Kind.CUT, "entry 3 of lane 1, which checkpoint 1 vouches for, is missing"));
    }

    @Test
    void findsALaneThatIsGoneAltogether() {
        database.write("a");
        checkpoint();
        database.execute("delete from audit_entry");
        database.execute("delete from audit_lane");

        assertThat(kinds()).containsExactly(Kind.CUT);
    }

    @Test
    void findsATrailThatWasWrittenAnewWithRightHashes() {
        database.write("a", "b");
        checkpoint();
        database.execute("delete from audit_entry");
        database.execute("update audit_lane set head_sequence = 0, head_hash = X'" + "00".repeat(32) + "'");
        database.write("a", "forged");

        assertThat(kinds()).containsExactly(Kind.REWRITTEN);
    }

    @Test
    void findsWhatWasWrittenAnewBetweenTwoCheckpoints() {
        database.write("a", "b");
        checkpoint();
        database.execute("delete from audit_entry");
        database.execute("update audit_lane set head_sequence = 0, head_hash = X'" + "00".repeat(32) + "'");
        database.write("a", "forged", "c");
        checkpoint(AuditDatabase.NOON.plusSeconds(60));

        assertThat(verify().findings())
                .containsExactly(
                        new Finding(Kind.REWRITTEN, "entry 2 of lane 1 is not the one that checkpoint 1 vouches for"));
    }

    @Test
    void findsAChangedLaneHead() {
        database.write("a");
        database.execute("update audit_lane set head_hash = X'00'");

        assertThat(kinds()).containsExactly(Kind.HEAD_CHANGED);
    }

    @Test
    void findsEntriesBehindTheLaneHead() {
        database.write("a", "b");
        database.execute(
                "update audit_lane set head_sequence = 1, head_hash = (select hash from audit_entry where sequence = 1)");

        assertThat(kinds()).containsExactly(Kind.INSERTED);
    }

    @Test
    void findsAnEntryThatClaimsATimeBeforeTheCheckpoint() {
        database.write("a");
        checkpoint(AuditDatabase.NOON.plus(Duration.ofHours(1)));
        database.write("late");

        assertThat(kinds()).containsExactly(Kind.BACKDATED);
    }

    @Test
    void findsThatCheckpointsWereCutOff() {
        database.write("a");
        checkpoint();
        LaneWriter writer = new LaneWriter();
        for (int minute = 1; minute <= 10; minute++) {
            Instant time = AuditDatabase.NOON.plus(Duration.ofMinutes(minute));
            writer.release(database.inTransaction(writer, List.of(AuditDatabase.content("later", time)))
                    .head());
            checkpoint(time.plusSeconds(30));
        }
        assertThat(kinds()).isEmpty();

        database.execute("delete from audit_checkpoint where number > 1");

        assertThat(kinds()).containsExactly(Kind.CHECKPOINT_OVERDUE);
    }

    @Test
    void findsACheckpointThatIsMissing() {
        for (String action : List.of("a", "b", "c")) {
            database.write(action);
            checkpoint();
        }
        database.execute("delete from audit_checkpoint where number = 2");

        assertThat(verify().findings())
                .containsExactly(new Finding(Kind.CHECKPOINT_MISSING, "checkpoints 2 to 2 are missing"));
    }

    @Test
    void findsACheckpointThatDoesNotFollow() {
        database.write("a");
        checkpoint();
        database.write("b");
        checkpoint();
        CheckpointContent forged = new CheckpointContent(
                2, ChainHash.NONE, AuditDatabase.NOON, CheckpointSignature.keyId(signer.publicKey()), "");
        database.execute("delete from audit_checkpoint where number = 2");
        insert(new SignedCheckpoint(forged, signer.sign(forged)));

        // The second: a lane that checkpoint 1 names is left out.
        assertThat(kinds()).containsExactly(Kind.CHECKPOINT_CHAIN_BROKEN, Kind.CHECKPOINT_CHAIN_BROKEN);
    }

    @Test
    void findsAChangedCheckpoint() {
        for (String change : List.of(
                "heads = replace(heads, '1:', '2:')",
                "previous_hash = X'00'",
                "created_at = created_at + interval '1' second",
                "key_id = 'x'",
                "signature = X'00'")) {
            AuditDatabase fresh = AuditDatabase.h2();
            fresh.write("a");
            assertThat(new AuditCheckpoints(fresh.dataSource(), Clock.systemUTC(), signer).take())
                    .isTrue();
            fresh.execute("update audit_checkpoint set " + change);

            VerificationReport report = new AuditVerifier(fresh.dataSource()).verify(List.of(signer.publicKey()));

            assertThat(report.findings().stream().map(Finding::kind)).as(change).contains(Kind.CHECKPOINT_SIGNATURE);
        }
    }

    @Test
    void trustsNoKeyButThoseOfTheCaller() {
        database.write("a");
        checkpoint();

        VerificationReport report =
                new AuditVerifier(database.dataSource()).verify(List.of(new P256CheckpointSigner().publicKey()));

        assertThat(report.findings())
                .containsExactly(new Finding(
                        Kind.CHECKPOINT_SIGNATURE, "checkpoint 1 is signed with a key that is not trusted"));
    }

    @Test
    void takesNoCheckpointWhenNothingHasChanged() {
        assertThat(checkpoint()).isFalse();
        database.write("a");
        assertThat(checkpoint()).isTrue();
        assertThat(checkpoint()).isFalse();
    }

    @Test
    void leavesTheNumberToTheProcessThatCameFirst() {
        database.write("a");
        AuditCheckpointSigner slow = new SlowSigner(signer, this::checkpoint);

        boolean stored = new AuditCheckpoints(database.dataSource(), Clock.systemUTC(), slow).take();

        assertThat(stored).isFalse();
        assertThat(verify().checkpoints()).isEqualTo(1);
        assertThat(verify().intact()).isTrue();
    }

    /** Lets another process take its checkpoint while this one signs. */
    private record SlowSigner(AuditCheckpointSigner signer, Runnable meanwhile) implements AuditCheckpointSigner {
        @Override
        public java.security.PublicKey publicKey() {
            return signer.publicKey();
        }

        @Override
        public byte[] sign(CheckpointContent content) {
            meanwhile.run();
            return signer.sign(content);
        }
    }

    private void insert(SignedCheckpoint checkpoint) {
        try (java.sql.Connection connection = database.dataSource().getConnection()) {
            checkpoint.insert(connection);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
