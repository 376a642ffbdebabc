package io.privyseal.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableH2DriverTest {
    private static final String OPTIONS = ";DB_CLOSE_DELAY=0";

    @TempDir
    Path directory;

    @BeforeAll
    static void registersDisk() {
        FilePath.register(new FailingFilePath());
    }

    @AfterEach
    void repairsDisk() {
        FailingFilePath.FULL.set(false);
        FailingFilePath.SYNC_FAILS.set(false);
        FailingFilePath.syncMillis = 0;
    }

    @Test
    void keepsEveryAcknowledgedCommitWhenKilled() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("killed") + OPTIONS;
        create(url);
        Set<Long> acknowledged = new HashSet<>();
        for (int run = 0; run < 5; run++) {
            acknowledged.addAll(acknowledgedBeforeKill(url, run));
        }
        assertThat(acknowledged).hasSizeGreaterThan(100);
        assertThat(ids(url)).containsAll(acknowledged);
    }

    @Test
    void syncsAfterEachCommitOfASingleWriter() throws Exception {
        String url = failing("single");
        create(url);
        try (Connection connection = transaction(url)) {
            for (int id = 0; id < 20; id++) {
                int before = FailingFilePath.SYNCS.get();
                insert(connection, id);
                connection.commit();
                assertThat(FailingFilePath.SYNCS.get()).isGreaterThan(before);
            }
        }
    }

    @Test
    void sharesSyncsAmongConcurrentCommits() throws Exception {
        String url = failing("shared");
        create(url);
        FailingFilePath.syncMillis = 20;
        int before = FailingFilePath.SYNCS.get();
        runThreads(16, lane -> {
            try (Connection connection = transaction(url)) {
                for (int i = 0; i < 10; i++) {
                    insert(connection, lane * 1000 + i);
                    connection.commit();
                }
            }
        });
        assertThat(FailingFilePath.SYNCS.get() - before).isBetween(10, 80);
        assertThat(ids(url)).hasSize(160);
    }

    @Test
    void holdsAReaderBackUntilWhatItReadIsSynced() throws Exception {
        String url = failing("reader");
        create(url);
        FailingFilePath.syncMillis = 400;
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger seenUnsynced = new AtomicInteger();
        Thread writer = Thread.ofPlatform().start(() -> {
            try (Connection connection = transaction(url)) {
                insert(connection, 1);
                started.countDown();
                connection.commit();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        started.await();
        int before = FailingFilePath.SYNCS.get();
        try (Connection reader = transaction(url)) {
            while (writer.isAlive() && seenUnsynced.get() == 0) {
                if (count(reader) == 1) {
                    reader.commit();
                    seenUnsynced.set(FailingFilePath.SYNCS.get() > before ? 1 : -1);
                }
                reader.rollback();
            }
        }
        writer.join();
        assertThat(seenUnsynced).hasValue(1);
    }

    @Test
    void syncsStatementsInAutoCommitMode() throws Exception {
        String url = failing("auto");
        create(url);
        try (Connection connection = DurableWriter.open(url)) {
            int before = FailingFilePath.SYNCS.get();
            insert(connection, 1);
            assertThat(FailingFilePath.SYNCS.get()).isGreaterThan(before);
        }
    }

    @Test
    void survivesInterruptedCallers() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("interrupted") + OPTIONS;
        create(url);
        runThreads(4, lane -> {
            try (Connection connection = transaction(url)) {
                for (int i = 0; i < 20; i++) {
                    Thread.currentThread().interrupt();
                    insert(connection, lane * 1000 + i);
                    connection.commit();
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
        });
        assertThat(ids(url)).hasSize(80);
    }

    @Test
    void refusesTheCommitOnAFullDiskAndRecoversWithSpace() throws Exception {
        String url = failing("full");
        create(url);
        Connection broken = transaction(url);
        insert(broken, 1);
        broken.commit();
        insert(broken, 2);
        FailingFilePath.FULL.set(true);
        assertThatThrownBy(broken::commit).isInstanceOf(SQLException.class);
        FailingFilePath.FULL.set(false);
        assertThat(ids(url)).containsExactly(1L);
        try (Connection connection = transaction(url)) {
            insert(connection, 3);
            connection.commit();
        }
        assertThat(ids(url)).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void givesNoNumberOfASequenceTwiceAlthoughTheDiskNeverSawIt() throws Exception {
        String url = failing("sequence");
        create(url);
        try (Connection connection = transaction(url)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create sequence item_seq start with 1 increment by 50");
            }
            connection.commit();
        }
        Set<Long> taken = new HashSet<>();
        for (int round = 0; round < 3; round++) {
            Connection broken = transaction(url);
            for (int i = 0; i < 100; i++) {
                assertThat(taken.add(next(broken))).isTrue();
            }
            insert(broken, round);
            FailingFilePath.FULL.set(true);
            assertThatThrownBy(broken::commit).isInstanceOf(SQLException.class);
            FailingFilePath.FULL.set(false);
        }
        assertThat(ids(url)).isEmpty();
    }

    @Test
    void staysOpenWhateverTheSessionsOfAFailedOpeningDo() throws Exception {
        String url = failing("left").replace(OPTIONS, ";DB_CLOSE_DELAY=-1");
        create(url);
        Connection broken = transaction(url);
        Connection bystander = transaction(url);
        FailingFilePath.FULL.set(true);
        insert(broken, 1);
        assertThatThrownBy(broken::commit).isInstanceOf(SQLException.class);
        FailingFilePath.FULL.set(false);
        try (Connection connection = transaction(url)) {
            assertThatThrownBy(() -> insert(bystander, 2)).isInstanceOf(SQLException.class);
            insert(connection, 3);
            connection.commit();
            assertThat(ids(url)).containsExactly(3L);
        }
    }

    @Test
    void opensAgainAfterABackgroundWriteOnAFullDisk() throws Exception {
        String url = failing("background") + ";WRITE_DELAY=10";
        create(url);
        Connection broken = transaction(url);
        insert(broken, 1);
        FailingFilePath.FULL.set(true);
        for (int i = 0; i < 1000 && broken.isValid(1); i++) {
            Thread.sleep(10);
        }
        assertThat(broken.isValid(1)).isFalse();
        FailingFilePath.FULL.set(false);
        try (Connection connection = transaction(url)) {
            insert(connection, 2);
            connection.commit();
        }
        assertThat(ids(url)).containsExactly(2L);
    }

    @Test
    void commitsBesideOthersWhateverTheSizeOfTheTable() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("many") + OPTIONS;
        create(url);
        runThreads(8, lane -> {
            try (Connection connection = transaction(url);
                    var insert = connection.prepareStatement("insert into item values (?, ?)")) {
                for (int i = 0; i < 2500; i++) {
                    insert.setLong(1, lane * 10_000 + i);
                    insert.setBytes(2, new byte[2000]);
                    insert.executeUpdate();
                    connection.commit();
                }
            }
        });
        assertThat(ids(url)).hasSize(20_000);
    }

    @Test
    void trustsNoFileWhoseSyncFailed() throws Exception {
        String url = failing("broken");
        create(url);
        Connection broken = transaction(url);
        insert(broken, 1);
        FailingFilePath.SYNC_FAILS.set(true);
        assertThatThrownBy(broken::commit)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"));
        FailingFilePath.SYNC_FAILS.set(false);
        assertThatThrownBy(() -> DurableWriter.open(url))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("start again");
    }

    private String failing(String name) {
        return "jdbc:h2:ordered:failing:" + directory.resolve(name) + ";DB_CLOSE_ON_EXIT=FALSE" + OPTIONS;
    }

    private static List<Long> acknowledgedBeforeKill(String url, int run) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DurableWriter.class.getName(),
                        url,
                        Integer.toString(run))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> ids = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ids.add(Long.parseLong(line));
                if (ids.size() == 300 + 211 * run) {
                    // Not through the Process, which would close the pipe with acknowledgements in it.
                    ProcessHandle.of(writer.pid()).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
        writer.waitFor();
        return ids;
    }

    private static void create(String url) throws SQLException {
        try (Connection connection = DurableWriter.open(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table item (id bigint primary key, content binary varying(4000))");
        }
    }

    private static Connection transaction(String url) throws SQLException {
        Connection connection = DurableWriter.open(url);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void insert(Connection connection, long id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into item values (" + id + ", null)");
        }
    }

    private static long next(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select next value for item_seq")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from item")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Set<Long> ids(String url) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (Connection connection = DurableWriter.open(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from item")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }

    private interface Lane {
        void run(int lane) throws SQLException;
    }

    private static void runThreads(int count, Lane work) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int lane = i;
            Thread thread = Thread.ofPlatform().unstarted(() -> {
                try {
                    work.run(lane);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            thread.setUncaughtExceptionHandler((_, e) -> {
                synchronized (failures) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }
}
