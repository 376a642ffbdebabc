package io.privyseal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What becomes of the endpoints of a server that knew ACME only. */
class EndpointMigrationTest {
    @Test
    void keepsAcmeEndpointsInH2() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:endpoint-migration;DB_CLOSE_DELAY=-1");
        keepsAcmeEndpoints(h2);
    }

    @Test
    void keepsAcmeEndpointsInPostgreSql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            keepsAcmeEndpoints(postgres.getPostgresDatabase());
        }
    }

    private static void keepsAcmeEndpoints(DataSource database) throws SQLException {
        migrate(database, "13");
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("insert into customer (id, uri, name, created_at) values (1, 'c', 'C', current_timestamp)");
            sql.execute(
                    "insert into organization (id, customer_id, parent_key, name, name_key, address1, city, country,"
                            + " ssl_api_enabled, client_api_enabled, recovery_by_master, recovery_by_organization,"
                            + " recovery_by_department, created_at) values (5, 1, 0, 'O', 'o', 'Street', 'City', 'US', true, true,"
                            + " false, false, false, current_timestamp)");
            sql.execute("insert into enrollment_endpoint (id, customer_id, organization_id, type, name, uri_extension,"
                    + " uri_key, enabled, settings, created_at, updated_at) values (7, 1, 5, 'PRIVATE_ACME', 'Web', 'Web',"
                    + " 'web', true, '{}', current_timestamp, current_timestamp)");
        }
        migrate(database, "14");
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(text(sql, "select type || ' ' || door from enrollment_endpoint"))
                    .isEqualTo("PRIVATE_ACME ACME");
            assertThat(text(sql, "select endpoint_id || ' ' || organization_id from enrollment_endpoint_delegation"))
                    .isEqualTo("7 5");
            String another =
                    "insert into enrollment_endpoint (id, customer_id, type, door, name, uri_extension, uri_key,"
                            + " enabled, settings, access_code_salt, created_at, updated_at) values (%d, 1, '%s', '%s', 'Web',"
                            + " 'web', 'web', true, '{}', %s, current_timestamp, current_timestamp)";
            sql.execute(another.formatted(8, "DEVICE_SCEP", "SCEP", "'salt'"));
            assertThatThrownBy(() -> sql.execute(another.formatted(9, "PRIVATE_ACME", "ACME", "null")))
                    .as("the same address at the same door")
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> sql.execute(another.formatted(9, "SSL_WEB_FORM", "EST", "'salt'")))
                    .as("a type without a door")
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> sql.execute(another.formatted(9, "DEVICE_EST", "EST", "null")))
                    .as("no salt for access codes")
                    .isInstanceOf(SQLException.class);
        }
    }

    private static void migrate(DataSource database, String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
