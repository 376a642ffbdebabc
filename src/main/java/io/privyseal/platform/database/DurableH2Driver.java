package io.privyseal.platform.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/**
 * The H2 driver with commits that last: {@code commit()} returns after a sync of the file that follows the commit.
 *
 * <p>H2 by itself either writes commits later (and loses thousands of acknowledged ones when killed) or writes each of
 * them at once (and still loses them with the power). Here commits stay in memory until one sync writes all that
 * have gathered; see {@link CommitBarrier}.
 */
public final class DurableH2Driver implements Driver {
    private static final String FILE = "jdbc:h2:file:";

    /** Through a channel that an interrupt does not close. */
    private static final String ASYNC = "async:";

    private static final String ORDERED = "jdbc:h2:" + OrderedFilePath.SCHEME + ":";

    /**
     * Space is used again at once: a write into it waits for what supersedes it. That leaves H2's automatic statistics
     * without ground: they read a table after the transaction has let go of its version ("Chunk not found").
     */
    private static final String SETTINGS = ";RETENTION_TIME=0;ANALYZE_AUTO=0";

    private final org.h2.Driver h2 = new org.h2.Driver();

    static {
        FilePath.register(new OrderedFilePath());
    }

    /** Made by the connection pool, by name. */
    public DurableH2Driver() {}

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        if (url.startsWith(FILE)) {
            return connect(ASYNC, url.substring(FILE.length()), info);
        }
        return url.startsWith(ORDERED) ? connect("", url.substring(ORDERED.length()), info) : h2.connect(url, info);
    }

    private static Connection connect(String fileSystem, String pathAndSettings, Properties info) throws SQLException {
        int settings = pathAndSettings.indexOf(';');
        int end = settings < 0 ? pathAndSettings.length() : settings;
        return DatabaseOpenings.of(fileSystem + pathAndSettings.substring(0, end))
                .connect(pathAndSettings.substring(end) + SETTINGS, info);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return h2.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return h2.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return h2.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return h2.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return h2.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(DurableH2Driver.class.getPackageName());
    }
}
