package io.privyseal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.secret.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final byte[] OLD = "old".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "new".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private final List<String> synced = new ArrayList<>();
    private Home home;

    @BeforeEach
    void open() {
        home = new Home(directory, this::sync);
    }

    /** What would be on disk after a power loss at this moment. */
    private void sync(Path path) throws IOException {
        DiskSync.REAL.sync(path);
        Path file = directory.resolve("file");
        String listed = Files.exists(file) ? Files.readString(file) : "nothing";
        synced.add(
                path.equals(directory)
                        ? "directory with " + listed
                        : "content " + Files.readString(path).strip().length() + " beside " + listed);
    }

    @Test
    void hasTheContentOnDiskBeforeTheNameAndTheNameBeforeItReturns() {
        home.writeSecret("file", OLD);
        home.writePublic("file", NEW);

        assertThat(synced)
                .containsExactly(
                        "content 3 beside nothing", "directory with old", "content 3 beside old", "directory with new");
        assertThat(home.read("file")).contains(NEW);
    }

    @Test
    void hasTheMasterKeyOnDiskBeforeAnythingIsSealedUnderIt() throws IOException {
        MasterKey key = MasterKey.create(home, "master.key", new SecureRandom());

        assertThat(synced).containsExactly("content 64 beside nothing", "directory with nothing");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("master.key"))))
                .isEqualTo("rw-------");
        assertThat(MasterKey.parse(Files.readString(directory.resolve("master.key")), new SecureRandom())
                        .id())
                .isEqualTo(key.id());
    }

    @Test
    void makesNoSecondMasterKey() {
        MasterKey.create(home, "master.key", new SecureRandom());
        byte[] first = home.read("master.key").orElseThrow();

        assertThatThrownBy(() -> MasterKey.create(home, "master.key", new SecureRandom()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(home.read("master.key")).contains(first);
    }
}
