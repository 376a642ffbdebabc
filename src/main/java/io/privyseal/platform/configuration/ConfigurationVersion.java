package io.privyseal.platform.configuration;

import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A number that each transaction which changes configuration counts up, together with its change: who reads the same
 * number again, on whatever node, may use what was read before.
 */
@Singleton
public class ConfigurationVersion {
    private static final Object KEY = ConfigurationVersion.class;
    private static final String READ = "select version from configuration_version";
    private static final String COUNT_UP = "update configuration_version set version = version + 1";
    private static final ScopedValue<View> VIEW = ScopedValue.newInstance();

    private final TransactionSynchronizationRegistry transactions;
    private final DataSource dataSource;

    ConfigurationVersion(TransactionSynchronizationRegistry transactions, DataSource dataSource) {
        this.transactions = transactions;
        this.dataSource = dataSource;
    }

    /**
     * Work that is done by one version of the configuration, read when it is first needed: for a client's request, which may
     * be served by what was configured when it came.
     */
    public <T> T view(Supplier<T> work) {
        return ScopedValue.where(VIEW, new View()).call(work::get);
    }

    /**
     * The version of the current view; else that of what this transaction sees, read once in each, or what is committed now.
     * Empty in a transaction that has changed configuration itself or will be rolled back, where nothing remembered may be
     * used.
     */
    OptionalLong read() {
        return switch (transactions.getTransactionStatus()) {
            case Status.STATUS_ACTIVE -> readInTransaction();
            case Status.STATUS_NO_TRANSACTION -> OptionalLong.of(current());
            default -> OptionalLong.empty();
        };
    }

    private long current() {
        return VIEW.isBound() ? VIEW.get().version(this::query) : query();
    }

    boolean isInTransaction() {
        return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    private OptionalLong readInTransaction() {
        return switch (transactions.getResource(KEY)) {
            case Change _ -> OptionalLong.empty();
            case Long known -> OptionalLong.of(known);
            case null, default -> {
                long version = current();
                transactions.putResource(KEY, version);
                yield OptionalLong.of(version);
            }
        };
    }

    /** To be called when a transaction changes configuration; counts up just before it commits. */
    void changing() {
        if (transactions.getResource(KEY) instanceof Change) {
            return;
        }
        Change change = new Change();
        transactions.putResource(KEY, change);
        transactions.registerInterposedSynchronization(change);
    }

    private long query() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(READ);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("reading the version of the configuration", e);
        }
    }

    /** Used by the thread of its work alone. */
    private static final class View {
        private @Nullable Long version;

        long version(LongSupplier query) {
            if (version == null) {
                version = query.getAsLong();
            }
            return version;
        }
    }

    /** Counts up as late as it can, because the others that change configuration wait from then on. */
    private final class Change implements Synchronization {
        @Override
        public void beforeCompletion() {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement update = connection.prepareStatement(COUNT_UP)) {
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("counting up the version of the configuration", e);
            }
        }

        @Override
        public void afterCompletion(int status) {
            if (VIEW.isBound()) {
                VIEW.get().version = null;
            }
        }
    }
}
