package io.privyseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.privyseal.audit.VerificationReport.Finding;
import io.privyseal.audit.VerificationReport.Kind;
import io.privyseal.platform.BeforeListening;
import io.privyseal.platform.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an intruder with write access to the database could do, and what the verification says about it. */
class AuditVerifierTest {
    @TempDir
    Path home;

    private final AuditDatabase database = AuditDatabase.h2();
    private final P256CheckpointSigner signer = new P256CheckpointSigner();

    private boolean checkpoint(Instant time) {
        return checkpoints(time).take();
    }

    /** As another process has them, which shares the database and the state directory. */
    private AuditCheckpoints checkpoints(Instant time) {
        return new AuditCheckpoints(database.dataSource(), Clock.fixed(time, ZoneOffset.UTC), signer, head(home));
    }

    private boolean checkpoint() {
        return checkpoint(AuditDatabase.NOON.plusSeconds(30));
    }

    private static AuditHead head(Path home) {
        return new AuditHead(new Home(home));
    }

    private VerificationReport verify() {
        return new AuditVerifier(database.dataSource()).verify(List.of(signer.publicKey()), List.of());
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

            VerificationReport report =
                    new AuditVerifier(fresh.dataSource()).verify(List.of(signer.publicKey()), List.of());

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
    void findsThatTheTrailWasCutWithItsCheckpoints() {
        KnownCheckpoint known = threeCheckpoints();
        cutBackToTheFirst();

        assertThat(verify().intact()).isTrue();
        assertThat(new AuditVerifier(database.dataSource())
                        .verify(List.of(signer.publicKey()), List.of(known))
                        .findings())
                .containsExactly(new Finding(
                        Kind.CHECKPOINT_CUT, "checkpoint 3, which is known to have been there, is missing"));
    }

    @Test
    void findsThatAKnownCheckpointIsAnotherOne() {
        threeCheckpoints();

        assertThat(new AuditVerifier(database.dataSource())
                        .verify(List.of(signer.publicKey()), List.of(new KnownCheckpoint(2, "ab".repeat(32))))
                        .findings())
                .containsExactly(new Finding(
                        Kind.CHECKPOINT_CUT, "checkpoint 2 is not the one that is known to have been there"));
    }

    @Test
    void isIntactWithAKnownCheckpointThatOthersFollow() {
        database.write("a");
        checkpoint();
        KnownCheckpoint first = latest();
        database.write("b");
        checkpoint();

        assertThat(new AuditVerifier(database.dataSource())
                        .verify(List.of(signer.publicKey()), List.of(first, latest()))
                        .findings())
                .isEmpty();
    }

    @Test
    void signsNoEndThatWasWrittenAnew() {
        AuditCheckpoints server = checkpoints(AuditDatabase.NOON);
        writeAndTake(server);
        cutBackToTheFirst();
        database.write("forged");

        assertThat(server.take()).isFalse();
        assertThat(server.isRefused()).isTrue();
        assertThat(latest().number()).isEqualTo(1);
    }

    @Test
    void signsNoForgedEndAfterARestart() {
        threeCheckpoints();
        cutBackToTheFirst();
        database.write("forged");

        AuditCheckpoints restarted = checkpoints(AuditDatabase.NOON);
        assertThat(restarted.take()).isFalse();
        assertThat(restarted.isRefused()).isTrue();
        assertThat(latest().number()).isEqualTo(1);
    }

    @Test
    void signsNothingAfterAnotherCheckpointThanItsOwn() {
        AuditCheckpoints server = checkpoints(AuditDatabase.NOON);
        writeAndTake(server);
        database.execute("update audit_checkpoint set created_at = created_at + interval '1' second where number = 3");
        database.write("later");

        assertThat(server.take()).isFalse();
        assertThat(server.isRefused()).isTrue();
        assertThat(latest().number()).isEqualTo(3);
    }

    @Test
    void signsAgainOnceTheDatabaseIsWhole() {
        AuditCheckpoints server = checkpoints(AuditDatabase.NOON);
        writeAndTake(server);
        database.execute("update audit_checkpoint set number = 99 where number = 3");
        assertThat(server.take()).isFalse();
        database.execute("update audit_checkpoint set number = 3 where number = 99");
        database.write("later");

        assertThat(server.take()).isTrue();
        assertThat(server.isRefused()).isFalse();
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void signsOnADatabaseThatWasRestoredOnceTheFileIsGone() throws IOException {
        threeCheckpoints();
        cutBackToTheFirst();
        database.write("after the restore");
        assertThat(checkpoint()).isFalse();

        Files.delete(home.resolve(AuditHead.FILE));

        assertThat(checkpoint()).isTrue();
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void signsNothingWhileTheFileCannotBeRead() throws IOException {
        database.write("a");
        Files.writeString(home.resolve(AuditHead.FILE), "1 of what?");

        assertThat(checkpoint()).isFalse();
    }

    @Test
    void nodesThatShareADatabaseMayBeAheadOfEachOther() throws IOException {
        AuditCheckpoints one = checkpoints(AuditDatabase.NOON);
        AuditCheckpoints other = new AuditCheckpoints(
                database.dataSource(), Clock.systemUTC(), signer, head(Files.createDirectory(home.resolve("other"))));
        for (int round = 0; round < 3; round++) {
            database.write("a");
            assertThat(one.take()).isTrue();
            database.write("b");
            assertThat(other.take()).isTrue();
        }
        assertThat(one.take()).isFalse();

        assertThat(home.resolve(AuditHead.FILE)).hasContent(latest().toString());
        assertThat(home.resolve("other").resolve(AuditHead.FILE)).hasContent(latest().toString());
        assertThat(verify().checkpoints()).isEqualTo(6);
        assertThat(verify().findings()).isEmpty();
    }

    private KnownCheckpoint threeCheckpoints() {
        writeAndTake(checkpoints(AuditDatabase.NOON));
        return latest();
    }

    private void writeAndTake(AuditCheckpoints checkpoints) {
        for (String action : List.of("a", "b", "c")) {
            database.write(action);
            assertThat(checkpoints.take()).isTrue();
        }
    }

    private KnownCheckpoint latest() {
        return KnownCheckpoint.parse(verify().latestCheckpoint()).orElseThrow();
    }

    private void cutBackToTheFirst() {
        database.execute("delete from audit_checkpoint where number > 1");
        database.execute("delete from audit_entry where sequence > 1");
        database.execute("update audit_lane set head_sequence = 1, head_hash = (select hash from audit_entry)");
    }

    @Test
    void isIntactAfterAServerWasKilledAndStartedLater() {
        Instant nextDay = AuditDatabase.NOON.plus(Duration.ofDays(1));
        database.write("left without checkpoint");
        BeforeListening start = new AuditCheckpointJob(
                database.dataSource(),
                Clock.fixed(nextDay, ZoneOffset.UTC),
                signer,
                head(home),
                new SimpleMeterRegistry());
        start.beforeListening();
        database.inTransaction(
                new LaneWriter(), List.of(AuditDatabase.content("first change", nextDay.plusSeconds(10))));

        assertThat(kinds()).isEmpty();
        assertThat(verify().uncovered()).isEqualTo(1);
    }

    @Test
    void makesNoCheckpointAndNoKeyAtAFirstStart() {
        AuditCheckpointSigner none = new SlowSigner(signer, () -> {
            throw new IllegalStateException("needs a key");
        });
        new AuditCheckpointJob(database.dataSource(), Clock.systemUTC(), none, head(home), new SimpleMeterRegistry())
                .beforeListening();

        assertThat(verify().checkpoints()).isZero();
    }

    @Test
    void tellsMonitoringThatNothingIsSigned() {
        threeCheckpoints();
        cutBackToTheFirst();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AuditCheckpointJob job =
                new AuditCheckpointJob(database.dataSource(), Clock.systemUTC(), signer, head(home), meters);
        assertThat(meters.get("privyseal.audit.checkpoints.refused").gauge().value())
                .isZero();

        job.onSchedule();

        assertThat(meters.get("privyseal.audit.checkpoints.refused").gauge().value())
                .isEqualTo(1);
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
            AuditHead head = head(home.resolve(UUID.randomUUID().toString()));
            assertThat(new AuditCheckpoints(fresh.dataSource(), Clock.systemUTC(), signer, head).take())
                    .isTrue();
            fresh.execute("update audit_checkpoint set " + change);

            VerificationReport report =
                    new AuditVerifier(fresh.dataSource()).verify(List.of(signer.publicKey()), List.of());

            assertThat(report.findings().stream().map(Finding::kind)).as(change).contains(Kind.CHECKPOINT_SIGNATURE);
        }
    }

    @Test
    void trustsNoKeyButThoseOfTheCaller() {
        database.write("a");
        checkpoint();

        VerificationReport report = new AuditVerifier(database.dataSource())
                .verify(List.of(new P256CheckpointSigner().publicKey()), List.of());

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

        boolean stored = new AuditCheckpoints(database.dataSource(), Clock.systemUTC(), slow, head(home)).take();

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
