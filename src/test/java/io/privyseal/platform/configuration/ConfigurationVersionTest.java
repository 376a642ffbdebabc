package io.privyseal.platform.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ConfigurationVersionTest {
    @Inject
    ConfigurationVersion version;

    @Inject
    EntityManager entities;

    @Inject
    DataSource dataSource;

    static Iterable<String> tables() {
        return ConfigurationWatch.TABLES;
    }

    @ParameterizedTest
    @MethodSource("tables")
    void countsUpWithEachTransactionThatChangesConfiguration(String table) {
        long before = read();
        QuarkusTransaction.requiringNew().run(() -> {
            change(table);
            change(table);
        });
        assertThat(read()).isEqualTo(before + 1);
    }

    @Test
    void staysWhenOtherTablesChange() {
        long before = read();
        QuarkusTransaction.requiringNew().run(() -> change("enrollment_request"));
        assertThat(read()).isEqualTo(before);
    }

    @Test
    void staysWhenTheChangeIsRolledBack() {
        long before = read();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    change("domain");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(read()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into domain (id) values (?)",
                "insert into domain(id) values (?)",
                "update domain set state=?",
                "UPDATE domain set state=?",
                "update domain d1_0 set state=? where d1_0.id=?",
                "delete from domain d1_0 where d1_0.id=?",
                " merge into domain using x",
                "update\n  domain set state=?"
            })
    void knowsAChangeByItsStatement(String sql) {
        assertThat(ConfigurationWatch.isChange(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select d1_0.id from domain d1_0 for update",
                "update domains set x=1",
                "insert into audit_entry (a) select 1 from domain"
            })
    void knowsWhatIsNoChange(String sql) {
        assertThat(ConfigurationWatch.isChange(sql)).isFalse();
    }

    @Test
    void remembersAcrossTransactionsUntilAChange() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        assertThat(get(remembered, loads)).isEqualTo(get(remembered, loads));
        QuarkusTransaction.requiringNew().run(() -> change("organization"));
        assertThat(get(remembered, loads)).isEqualTo(2);
    }

    @Test
    void loadsAfreshInATransactionThatHasChangedSomethingItself() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        QuarkusTransaction.requiringNew().run(() -> {
            remembered.get("a", _ -> loads.incrementAndGet());
            change("organization");
            assertThat(remembered.get("a", _ -> loads.incrementAndGet())).isEqualTo(2);
            assertThat(remembered.get("a", _ -> loads.incrementAndGet())).isEqualTo(3);
        });
        assertThat(get(remembered, loads)).isEqualTo(4);
    }

    @Test
    void remembersOutsideOfTransactionsUntilAChange() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        assertThat(remembered.get("a", _ -> loads.incrementAndGet())).isEqualTo(1);
        assertThat(remembered.get("a", _ -> loads.incrementAndGet())).isEqualTo(1);
        QuarkusTransaction.requiringNew().run(() -> change("organization"));
        assertThat(remembered.get("a", _ -> loads.incrementAndGet())).isEqualTo(2);
    }

    @Test
    void remembersNothingOfWhatIsMissing() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        assertThat(remembered.find("a", _ -> {
                    loads.incrementAndGet();
                    return Optional.empty();
                }))
                .isEmpty();
        assertThat(remembered.find("a", _ -> Optional.of(loads.incrementAndGet())))
                .contains(2);
        assertThat(remembered.find("a", _ -> Optional.of(loads.incrementAndGet())))
                .contains(2);
    }

    @Test
    void noticesTheChangeOfAnotherNode() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        assertThat(get(remembered, loads)).isEqualTo(1);
        anotherNodeChanges();
        assertThat(get(remembered, loads)).isEqualTo(2);
    }

    @Test
    void servesAViewByTheVersionThatItBeganWith() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        int inView = version.view(() -> {
            assertThat(get(remembered, loads)).isEqualTo(1);
            anotherNodeChanges();
            assertThat(get(remembered, loads)).isEqualTo(1);
            return remembered.get("a", _ -> loads.incrementAndGet());
        });
        assertThat(inView).isEqualTo(1);
        assertThat(get(remembered, loads)).isEqualTo(2);
    }

    @Test
    void showsAViewWhatItHasChangedItself() {
        AtomicInteger loads = new AtomicInteger();
        Remembered<String, Integer> remembered = new Remembered<>(version);
        int after = version.view(() -> {
            assertThat(get(remembered, loads)).isEqualTo(1);
            QuarkusTransaction.requiringNew().run(() -> change("organization"));
            return get(remembered, loads);
        });
        assertThat(after).isEqualTo(2);
    }

    private void anotherNodeChanges() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update configuration_version set version = version + 1");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int get(Remembered<String, Integer> remembered, AtomicInteger loads) {
        return QuarkusTransaction.requiringNew().call(() -> remembered.get("a", _ -> loads.incrementAndGet()));
    }

    private void change(String table) {
        entities.createNativeQuery("delete from " + table + " where 1 = 0").executeUpdate();
    }

    private long read() {
        return QuarkusTransaction.requiringNew().call(() -> version.read().orElseThrow());
    }
}
