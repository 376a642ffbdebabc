package io.privyseal.platform.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Commits per second of 2-KB rows for three ways to keep them, and the size of the file afterwards:
 * {@code H2DurabilityBenchmark <directory> <seconds> [mode] [threads] [url options]}.
 */
public final class H2DurabilityBenchmark {
    private H2DurabilityBenchmark() {}

    enum Mode {
        DEFAULT(""),
        WRITE_DELAY_0(";WRITE_DELAY=0"),
        CHECKPOINT_SYNC(";WRITE_DELAY=0"),
        DURABLE("");

        final String options;

        Mode(String options) {
            this.options = options;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        String extra = arguments.length > 4 ? arguments[4] : "";
        for (Mode mode : arguments.length > 2 ? new Mode[] {Mode.valueOf(arguments[2])} : Mode.values()) {
            for (int threads :
                    arguments.length > 3 ? new int[] {Integer.parseInt(arguments[3])} : new int[] {1, 8, 32}) {
                measure(directory.resolve(mode + "-" + threads), mode, threads, seconds, extra);
            }
        }
    }

    private static void measure(Path file, Mode mode, int threads, int seconds, String extra) throws Exception {
        String url = "jdbc:h2:file:" + file.toAbsolutePath() + mode.options + extra;
        try (Connection first = open(mode, url);
                Statement statement = first.createStatement()) {
            statement.execute("create table item (id bigint primary key, serial varchar(40) not null unique,"
                    + " customer_id bigint not null, created bigint not null, content binary varying(4000) not null)");
            statement.execute("create index item_created on item (customer_id, created)");
            LongAdder commits = new LongAdder();
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int lane = i;
                all.add(Thread.ofPlatform().start(() -> insert(mode, url, lane, end, commits)));
            }
            for (Thread thread : all) {
                thread.join();
            }
            long size = Files.size(Path.of(file.toAbsolutePath() + ".mv.db"));
            System.out.printf(
                    "%s threads=%d commits=%d commits/s=%d file=%d MiB payload=%d MiB%n",
                    mode, threads, commits.sum(), commits.sum() / seconds, size >> 20, (commits.sum() * 2048) >> 20);
            Thread.sleep(Long.getLong("settle", 0));
            System.out.printf("  after rest: %d MiB%n", Files.size(Path.of(file.toAbsolutePath() + ".mv.db")) >> 20);
        }
        System.out.printf("  after close: %d MiB%n", Files.size(Path.of(file.toAbsolutePath() + ".mv.db")) >> 20);
    }

    private static void insert(Mode mode, String url, int lane, long end, LongAdder commits) {
        SplittableRandom random = new SplittableRandom(lane);
        byte[] content = new byte[2048];
        long pause = Long.getLong("pause", 0);
        long id = (long) lane << 32;
        try (Connection connection = open(mode, url);
                PreparedStatement insert = prepared(connection);
                Statement sync = connection.createStatement()) {
            while (System.nanoTime() < end) {
                random.nextBytes(content);
                insert.setLong(1, id++);
                insert.setString(2, Long.toHexString(random.nextLong()) + lane);
                insert.setLong(3, 1);
                insert.setLong(4, id);
                insert.setBytes(5, content);
                insert.executeUpdate();
                connection.commit();
                if (mode == Mode.CHECKPOINT_SYNC) {
                    sync.execute("checkpoint sync");
                }
                commits.increment();
                Thread.sleep(pause);
            }
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepared(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return connection.prepareStatement("insert into item values (?, ?, ?, ?, ?)");
    }

    private static Connection open(Mode mode, String url) throws SQLException {
        if (mode != Mode.DURABLE) {
            return DriverManager.getConnection(url, "sa", "");
        }
        Properties login = new Properties();
        login.setProperty("user", "sa");
        login.setProperty("password", "");
        Connection connection = new DurableH2Driver().connect(url, login);
        if (connection == null) {
            throw new IllegalArgumentException(url);
        }
        return connection;
    }
}
