package io.privyseal.platform.database;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/** Writes rows from eight threads until it is killed, and prints each id after its commit was acknowledged. */
final class DurableWriter {
    static final int LANES = 8;

    private DurableWriter() {}

    public static void main(String[] arguments) throws Exception {
        long run = Long.parseLong(arguments[1]);
        for (int lane = 0; lane < LANES; lane++) {
            long first = (run * LANES + lane) << 32;
            Thread.ofPlatform().start(() -> write(arguments[0], first));
        }
    }

    private static void write(String url, long first) {
        // Unbuffered: a line is in the pipe before the next commit begins.
        try (Connection connection = open(url);
                FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                PreparedStatement insert = connection.prepareStatement("insert into item values (?, ?)")) {
            connection.setAutoCommit(false);
            byte[] content = new byte[2000];
            for (long id = first; ; id++) {
                insert.setLong(1, id);
                insert.setBytes(2, content);
                insert.executeUpdate();
                connection.commit();
                out.write((id + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (SQLException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection open(String url) throws SQLException {
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
