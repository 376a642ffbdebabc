package io.privyseal.audit;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads a customer's part of the audit trail, newest first. */
@Singleton
public final class AuditReader {
    private final DataSource dataSource;

    AuditReader(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * One page of the customer's entries.
     *
     * @throws RefusedException when {@link AuditFilter#olderThan} is no entry of this customer
     */
    public Paged<AuditEntry> find(CustomerId customer, AuditFilter filter, Page page) {
        try (Connection connection = dataSource.getConnection()) {
            Conditions conditions = conditions(connection, customer, filter);
            long total = count(connection, conditions);
            if (page.size() == 0 || page.position() >= total) {
                return new Paged<>(List.of(), total);
            }
            return new Paged<>(list(connection, conditions, page), total);
        } catch (SQLException e) {
            throw new IllegalStateException("reading the audit trail", e);
        }
    }

    private static Conditions conditions(Connection connection, CustomerId customer, AuditFilter filter)
            throws SQLException {
        Conditions conditions = new Conditions(customer);
        conditions.addTime("occurred_at >= ?", filter.from());
        conditions.addTime("occurred_at < ?", filter.to());
        conditions.addText("actor_name = ?", filter.actor());
        conditions.addText("action = ?", filter.action());
        conditions.addText("object_type = ?", filter.objectType());
        conditions.addText("object_id = ?", filter.objectId());
        Long certificate = filter.certificate();
        if (certificate != null) {
            conditions.addText("object_id = ?", Long.toString(certificate));
            conditions.add(
                    "object_type in (?, ?)",
                    AuditFilter.CERTIFICATE_TYPES.stream().sorted().toArray());
        }
        String olderThan = filter.olderThan();
        if (olderThan != null) {
            addOlderThan(conditions, entry(connection, customer, olderThan));
        }
        return conditions;
    }

    // In this form both databases read a range of the index; "or" at the top would make them read everything.
    private static void addOlderThan(Conditions conditions, ChainedEntry entry) {
        Object time = entry.occurredAt();
        conditions.add("occurred_at <= ?", time);
        conditions.add(
                "(occurred_at < ? or lane_id < ? or (lane_id = ? and sequence < ?))",
                time,
                entry.lane(),
                entry.lane(),
                entry.sequence());
    }

    private static ChainedEntry entry(Connection connection, CustomerId customer, String id) throws SQLException {
        int dash = id.indexOf('-');
        Conditions conditions = new Conditions(customer);
        try {
            conditions.add(
                    "lane_id = ? and sequence = ?",
                    Long.valueOf(id.substring(0, Math.max(dash, 0))),
                    Long.valueOf(id.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw unknownEntry(e);
        }
        try (PreparedStatement select = connection.prepareStatement(
                        "select " + ChainedEntry.COLUMNS + " from audit_entry where " + conditions.sql());
                ResultSet rows = conditions.query(select)) {
            if (!rows.next()) {
                throw unknownEntry(null);
            }
            return ChainedEntry.read(rows);
        }
    }

    private static RefusedException unknownEntry(@Nullable Throwable cause) {
        String detail = "Value of 'olderThan' must be the id of an audit entry.";
        return cause == null
                ? new RefusedException(Refusal.INVALID_FIELD, detail)
                : new RefusedException(Refusal.INVALID_FIELD, detail, cause);
    }

    private static long count(Connection connection, Conditions conditions) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select count(*) from audit_entry where " + conditions.sql());
                ResultSet rows = conditions.query(select)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static List<AuditEntry> list(Connection connection, Conditions conditions, Page page) throws SQLException {
        // Ordered by all columns of the index: without the customer, H2 sorts everything the customer has.
        String sql = "select " + ChainedEntry.COLUMNS + " from audit_entry where " + conditions.sql()
                + " order by customer_id, occurred_at desc, lane_id desc, sequence desc offset ? rows fetch next ? rows only";
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = conditions.query(select, page.position(), page.size())) {
            List<AuditEntry> entries = new ArrayList<>();
            while (rows.next()) {
                entries.add(toDomain(ChainedEntry.read(rows)));
            }
            return entries;
        }
    }

    private static AuditEntry toDomain(ChainedEntry entry) {
        EntryContent content = entry.content();
        Long customer = content.customerId();
        Map<String, String> before = ChangedValues.read(content.before());
        Map<String, String> after = ChangedValues.read(content.after());
        AuditEvent event = new AuditEvent(
                customer == null ? null : new CustomerId(customer),
                new Actor(
                        Actor.Kind.valueOf(content.actorKind()),
                        content.actorName(),
                        content.administratorId(),
                        content.actorAddress()),
                content.action(),
                content.objectType(),
                content.objectId(),
                before,
                after);
        return new AuditEntry(
                entry.lane() + "-" + entry.sequence(),
                content.occurredAt(),
                event,
                entry.hash().hex());
    }

    /** The terms of a query and their values, always with the customer first. */
    private static final class Conditions {
        private final StringBuilder sql = new StringBuilder("customer_id = ?");
        private final List<Object> values = new ArrayList<>();

        Conditions(CustomerId customer) {
            values.add(customer.value());
        }

        void add(String term, Object... operands) {
            sql.append(" and ").append(term);
            values.addAll(List.of(operands));
        }

        void addText(String term, @Nullable String operand) {
            if (operand == null) {
                return;
            }
            // No entry has a NUL, and PostgreSQL refuses to look for one.
            if (operand.indexOf('\0') >= 0) {
                throw new RefusedException(Refusal.INVALID_FIELD, "A filter must not contain control characters.");
            }
            add(term, operand);
        }

        void addTime(String term, @Nullable Instant operand) {
            if (operand != null) {
                add(term, operand.atOffset(ZoneOffset.UTC));
            }
        }

        String sql() {
            return sql.toString();
        }

        ResultSet query(PreparedStatement select, Object... more) throws SQLException {
            int column = 0;
            for (Object value : values) {
                select.setObject(++column, value);
            }
            for (Object value : more) {
                select.setObject(++column, value);
            }
            return select.executeQuery();
        }
    }
}
