package io.privyseal.platform.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * {@code PRIVYSEAL_X_FILE=/path} supplies {@code privyseal.x} from a file, as container platforms hand out secrets.
 * Weaker than {@code PRIVYSEAL_X} itself. A file that cannot be read ends the start.
 */
public final class SecretFiles implements ConfigSource {
    private static final String PREFIX = "privyseal.";

    /** Just below the environment (300). */
    private static final int ORDINAL = 299;

    private final Map<String, String> environment;

    /** Made by the framework, by name. */
    public SecretFiles() {
        this(System.getenv());
    }

    SecretFiles(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String getValue(String property) {
        if (!property.startsWith(PREFIX)) {
            return null;
        }
        String variable = variable(property) + "_FILE";
        String file = environment.get(variable);
        return file == null || file.isEmpty() ? null : read(variable, Path.of(file));
    }

    private static String variable(String property) {
        StringBuilder name = new StringBuilder(property.length());
        for (char c : property.toUpperCase(Locale.ROOT).toCharArray()) {
            name.append(Character.isLetterOrDigit(c) ? c : '_');
        }
        return name.toString();
    }

    private static String read(String variable, Path file) {
        try {
            String value = Files.readString(file);
            // Editors and `echo` end a file with a newline that is not part of the secret.
            if (value.endsWith("\r\n")) {
                return value.substring(0, value.length() - 2);
            }
            return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the file that " + variable + " names: " + file, e);
        }
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of();
    }

    @Override
    public String getName() {
        return "files named by PRIVYSEAL_*_FILE";
    }
}
