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
import javax.sql.DataSource;

/**
 * A number that each transaction which changes configuration counts up, together with its change: who reads the same
 * number again, on whatever node, may use what was read before.
 */
@Singleton
public class ConfigurationVersion {
    private static final Object KEY = ConfigurationVersion.class;
    private static final String READ = "select version from configuration_version";
    private static final String COUNT_UP = "update configuration_version set version = version + 1";

    private final TransactionSynchronizationRegistry transactions;
    private final DataSource dataSource;

    ConfigurationVersion(TransactionSynchronizationRegistry transactions, DataSource dataSource) {
        this.transactions = transactions;
        this.dataSource = dataSource;
    }

    /**
     * The version of what this transaction sees, read once in each, or what is committed now; empty in a transaction that
     * has changed configuration itself or will be rolled back, where nothing remembered may be used.
     */
    OptionalLong read() {
        return switch (transactions.getTransactionStatus()) {
            case Status.STATUS_ACTIVE -> readInTransaction();
            case Status.STATUS_NO_TRANSACTION -> OptionalLong.of(query());
            default -> OptionalLong.empty();
        };
    }

    boolean isInTransaction() {
        return transactions.getTransactionStatus() != Status.STATUS_NO_TRANSACTION;
    }

    private OptionalLong readInTransaction() {
        return switch (transactions.getResource(KEY)) {
            case Change _ -> OptionalLong.empty();
            case Long known -> OptionalLong.of(known);
            case null, default -> {
                long version = query();
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
        public void afterCompletion(int status) {}
    }
}
