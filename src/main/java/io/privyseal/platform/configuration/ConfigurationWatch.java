package io.privyseal.platform.configuration;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Sees every statement before the database does, so that no change of configuration can be forgotten. */
@Singleton
@PersistenceUnitExtension
class ConfigurationWatch implements StatementInspector {
    /** What {@link Remembered} is read from. */
    static final Set<String> TABLES = Set.of(
            "organization",
            "domain",
            "domain_delegation",
            "certificate_profile",
            "certificate_profile_delegation",
            "authority",
            "authority_certificate",
            "enrollment_endpoint",
            "enrollment_endpoint_profile",
            "enrollment_endpoint_delegation",
            "endpoint_account",
            "endpoint_account_profile");

    private static final String BETWEEN_WORDS = " \t\r\n(";

    private static final long serialVersionUID = 1;

    private final transient ConfigurationVersion version;

    ConfigurationWatch(ConfigurationVersion version) {
        this.version = version;
    }

    @Override
    public String inspect(String sql) {
        if (isChange(sql)) {
            version.changing();
        }
        return sql;
    }

    static boolean isChange(String sql) {
        StringTokenizer words = new StringTokenizer(sql, BETWEEN_WORDS);
        return switch (words.nextToken().toLowerCase(Locale.ROOT)) {
            case "update" -> TABLES.contains(words.nextToken());
            case "insert", "delete", "merge" -> {
                words.nextToken(); // into, from
                yield TABLES.contains(words.nextToken());
            }
            default -> false;
        };
    }
}
