package io.privyseal.platform.configuration;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            "authority_certificate");

    private static final Pattern CHANGE = Pattern.compile(
            "\\s*(?:insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+(\\w+)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

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
        // Almost all statements are selections.
        if (sql.startsWith("select")) {
            return false;
        }
        Matcher matcher = CHANGE.matcher(sql);
        return matcher.matches() && TABLES.contains(matcher.group(1));
    }
}
