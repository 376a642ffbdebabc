package io.privyseal.conformance.measure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The database under the server: embedded H2, or PostgreSQL with every setting at its default, so with durable commits. */
final class Database implements AutoCloseable {
    private final String name;
    private final Map<String, String> settings;
    private final @Nullable EmbeddedPostgres process;

    private Database(String name, Map<String, String> settings, @Nullable EmbeddedPostgres process) {
        this.name = name;
        this.settings = Map.copyOf(settings);
        this.process = process;
    }

    /** {@code h2}, or {@code postgresql}: the one that PRIVYSEAL_DB_URL names, else one made for the occasion. */
    static Database open(String kind) throws IOException {
        return switch (kind) {
            case "h2" -> new Database("H2 (embedded)", Map.of("PRIVYSEAL_DB_URL", ""), null);
            case "postgresql" -> postgresql();
            default -> throw new IllegalArgumentException("No such database: " + kind + " (h2, postgresql)");
        };
    }

    private static Database postgresql() throws IOException {
        String url = System.getenv("PRIVYSEAL_DB_URL");
        if (url != null && url.contains("postgres")) {
            Map<String, String> settings = new HashMap<>();
            for (String name : new String[] {"PRIVYSEAL_DB_URL", "PRIVYSEAL_DB_USER", "PRIVYSEAL_DB_PASSWORD"}) {
                String value = System.getenv(name);
                if (value != null) {
                    settings.put(name, value);
                }
            }
            return new Database("PostgreSQL", settings, null);
        }
        // The builder's own defaults switch durability off.
        EmbeddedPostgres process = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
        Map<String, String> settings = Map.of(
                "PRIVYSEAL_DB_URL",
                "jdbc:postgresql://localhost:" + process.getPort() + "/postgres",
                "PRIVYSEAL_DB_USER",
                "postgres",
                "PRIVYSEAL_DB_PASSWORD",
                "postgres");
        return new Database("PostgreSQL", settings, process);
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Its name and, as it says itself, what a commit waits for. */
    String description() throws SQLException {
        if (isEmbeddedInServer()) {
            return name + ", each commit waits for fdatasync";
        }
        return name + ' ' + setting("server_version") + ", fsync " + setting("fsync") + ", synchronous_commit "
                + setting("synchronous_commit");
    }

    /** Transactions committed so far; −1 where the database does not tell. */
    long commits() throws SQLException {
        if (isEmbeddedInServer()) {
            return -1;
        }
        return Long.parseLong(query("select xact_commit from pg_stat_database where datname = current_database()"));
    }

    private boolean isEmbeddedInServer() {
        return name.startsWith("H2");
    }

    private String setting(String setting) throws SQLException {
        return query("show " + setting);
    }

    private String query(String sql) throws SQLException {
        String url = settings.getOrDefault("PRIVYSEAL_DB_URL", "");
        String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url;
        try (Connection connection = DriverManager.getConnection(
                        jdbc, settings.get("PRIVYSEAL_DB_USER"), settings.get("PRIVYSEAL_DB_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
    }
}
