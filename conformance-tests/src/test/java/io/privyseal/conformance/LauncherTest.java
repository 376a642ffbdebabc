package io.privyseal.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the launcher may stand, and what it makes of Java and the settings: with a Java that tells how it was called. */
class LauncherTest {
    /** Without the {@code release} file by which most say their version. */
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
              *-XshowSettings*) echo "    java.specification.version = 25" >&2 ;;
              *-XX:AOTCacheOutput=*)
                for option; do
                  case $option in -XX:AOTCacheOutput=*) echo cache >"${option#*=}" ;; esac
                done ;;
              *) printf '%s\\n' "$@" ;;
            esac
            """;

    private static final String MAVEN = """
            #!/bin/sh
            case "$*" in
              --version) echo "Apache Maven 3.9.9" ;;
              *) echo "built" >>built; touch target/server/quarkus-app-h2/quarkus-run.jar ;;
            esac
            """;

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void unpack() throws IOException {
        root = Files.createDirectories(directory.resolve("my test/test/privyseal"));
        executable(root.resolve("privyseal"), Files.readString(Shell.ROOT.resolve("privyseal")));
        executable(directory.resolve("jdk/bin/java"), JAVA);
        executable(directory.resolve("jdk/bin/javac"), JAVA);
        executable(directory.resolve("bin/mvn"), MAVEN);
        for (String kind : new String[] {"h2", "postgresql"}) {
            write(packaged(kind), "");
        }
    }

    @Test
    void servesFromADirectoryWithABlankAndWithAJavaThatHasNoReleaseFile() throws Exception {
        assertThat(serve(Map.of()).lines())
                .anyMatch(
                        line -> line.startsWith("-XX:AOTCache=" + packaged("h2").getParent()))
                .contains("-jar", packaged("h2").toString(), "serve");
    }

    @Test
    void takesTheKindOfDatabaseFromAFileToo() throws Exception {
        Path url = directory.resolve("url");
        write(url, "postgresql://db.example.test/privyseal\n");
        assertThat(serve(Map.of("PRIVYSEAL_DB_URL_FILE", url.toString())).lines())
                .contains(packaged("postgresql").toString());
        assertThat(serve(Map.of("PRIVYSEAL_DB_URL_FILE", url.toString(), "PRIVYSEAL_DB_URL", "jdbc:h2:mem:x"))
                        .lines())
                .contains(packaged("h2").toString());
        assertThat(serve(Map.of(
                        "PRIVYSEAL_DB_URL_FILE", directory.resolve("none").toString())))
                .contains("cannot read the file that PRIVYSEAL_DB_URL_FILE names")
                .doesNotContain("-jar");
    }

    @Test
    void buildsAgainWhenAndOnlyWhenASourceIsNewer() throws Exception {
        write(root.resolve("src/pom.xml"), "");
        age(root.resolve("src/pom.xml"), 100);
        age(packaged("h2"), 50);
        serve(Map.of());
        assertThat(root.resolve("built")).doesNotExist();
        write(root.resolve("src/src/main/java/A.java"), "");
        write(root.resolve("src/src/test/java/ATest.java"), "");
        serve(Map.of());
        assertThat(root.resolve("built")).hasContent("built");
        age(root.resolve("src/src/main/java/A.java"), 100);
        age(packaged("h2"), 50);
        serve(Map.of());
        assertThat(root.resolve("built")).as("tests are not packaged").hasContent("built");
    }

    private String serve(Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", directory.resolve("jdk").toString());
        environment.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("PRIVYSEAL_HOME", directory.resolve("my home").toString());
        // As if unset, whatever the tests' own environment says.
        environment.put("PRIVYSEAL_DB_URL", "");
        environment.put("PRIVYSEAL_AOT", "on");
        environment.putAll(settings);
        return Shell.paste(directory, environment, List.of("exec '" + root.resolve("privyseal") + "' serve"))
                .output();
    }

    private Path packaged(String kind) {
        return root.resolve("target/server/quarkus-app-" + kind + "/quarkus-run.jar");
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void executable(Path file, String content) throws IOException {
        write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
