package io.privyseal.platform.database;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;

/** The server's own driver, on a disk that fails when told. */
public final class FailingH2Driver implements Driver {
    private final Driver durable = new DurableH2Driver();

    static {
        FilePath.register(new FailingFilePath());
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        return durable.connect(url, info);
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return durable.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return durable.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return durable.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return durable.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return durable.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(FailingH2Driver.class.getPackageName());
    }
}
