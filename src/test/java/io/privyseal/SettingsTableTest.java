package io.privyseal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The README's tables of settings, against the settings that there are. */
class SettingsTableTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(PRIVYSEAL_[A-Z0-9_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("\\bPRIVYSEAL_[A-Z]+(?:_[A-Z]+)*\\b");

    private static final Path ROOT = Path.of("..");

    @Test
    void hasALineForEverySettingAndNoOther() throws IOException {
        Set<String> settings = new TreeSet<>(ofServer());
        settings.addAll(ofLauncher());
        assertThat(rows()).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static Set<String> rows() throws IOException {
        return ROW.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the launcher reads, its own settings and those of the server that it passes on. */
    private static Set<String> ofLauncher() throws IOException {
        return NAME.matcher(Files.readString(ROOT.resolve("privyseal")))
                .results()
                .map(found -> found.group().replaceFirst("_FILE$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ofServer() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("io.privyseal").stream()
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.concat(mapped(type), injected(type)))
                        .filter(property -> property.startsWith("privyseal."))
                        .map(property -> property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> mapped(Class<?> type) {
        ConfigMapping mapping = type.getAnnotation(ConfigMapping.class);
        return mapping == null
                ? Stream.empty()
                : Arrays.stream(type.getDeclaredMethods())
                        .filter(Predicate.not(Method::isDefault))
                        .filter(Predicate.not(Method::isSynthetic))
                        .map(key -> property(mapping.prefix(), key));
    }

    private static String property(String prefix, Method key) {
        if (key.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        WithName name = key.getAnnotation(WithName.class);
        return prefix
                + "."
                + (name == null ? key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) : name.value());
    }

    private static Stream<String> injected(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                .map(parameter -> parameter.getAnnotation(ConfigProperty.class))
                .flatMap(Stream::ofNullable)
                .map(ConfigProperty::name);
    }
}
