package io.privyseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.audit.VerificationReport.Finding;
import io.privyseal.audit.VerificationReport.Kind;
import io.privyseal.platform.Home;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same statements on PostgreSQL, with two processes' worth of remembered lanes. */
class LaneWriterPostgresTest {
    private static EmbeddedPostgres postgres;
    private static AuditDatabase database;

    @TempDir
    Path home;

    private final P256CheckpointSigner signer = new P256CheckpointSigner();

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        database = AuditDatabase.migrated(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() {
        database.execute("delete from audit_entry");
        database.execute("delete from audit_checkpoint");
        database.execute("delete from audit_lane");
    }

    private VerificationReport verify() {
        return new AuditVerifier(database.dataSource()).verify(List.of(signer.publicKey()), List.of());
    }

    private boolean checkpoint() {
        return new AuditCheckpoints(database.dataSource(), Clock.systemUTC(), signer, new AuditHead(new Home(home)))
                .take();
    }

    @Test
    void keepsTheChainUnderConcurrentWritersRollbacksAndCheckpoints() throws Exception {
        LaneWriter[] processes = {new LaneWriter(), new LaneWriter()};
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> checkpoints = threads.submit(() -> {
                while (!done.get()) {
                    checkpoint();
                }
            });
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                LaneWriter process = processes[i % 2];
                writers.add(threads.submit(() -> {
                    writeAndRollBack(process);
                    return null;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            checkpoints.get();
        }

        VerificationReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(report.entries()).isEqualTo(16 * (20 + 10 * 3));
        assertThat(report.lanes()).isLessThanOrEqualTo(16);
        assertThat(report.checkpoints()).isPositive();
    }

    private static void writeAndRollBack(LaneWriter writer) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            for (int round = 0; round < 40; round++) {
                EntryContent content =
                        AuditDatabase.content("a", Clock.systemUTC().instant());
                // One entry and several are written by different statements.
                List<EntryContent> contents = round % 2 == 0 ? List.of(content) : List.of(content, content, content);
                LaneWriter.HeldLane held = writer.append(connection, contents);
                if (round % 4 == 3) {
                    connection.rollback();
                    LaneHead before = held.before();
                    if (before != null) {
                        writer.release(before);
                    }
                    continue;
                }
                connection.commit();
                writer.release(held.head());
            }
        }
    }

    @Test
    void findsAChangedADeletedAndAReorderedEntry() {
        database.write("a", "b", "c", "d", "e", "f");
        assertThat(checkpoint()).isTrue();
        assertThat(verify().intact()).isTrue();

        database.execute("update audit_entry set action = 'x' where sequence = 2");
        database.execute("delete from audit_entry where sequence = 3");
        database.execute("update audit_entry set sequence = 99 where sequence = 5");
        database.execute("update audit_entry set sequence = 5 where sequence = 6");
        database.execute("update audit_entry set sequence = 6 where sequence = 99");

        assertThat(verify().findings().stream().map(Finding::kind))
                .contains(Kind.CHANGED, Kind.MISSING, Kind.REORDERED, Kind.REWRITTEN);
    }
}
