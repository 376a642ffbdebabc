package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Messages in files: those of RFC 8555 and RFC 9773 where they have an example. */
final class Fixtures {
    private Fixtures() {}

    static byte[] read(String name) {
        try (InputStream file = Objects.requireNonNull(
                Fixtures.class.getResourceAsStream(name + ".json"), () -> "no fixture " + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That the bytes say what the file says, in whatever order. */
    static void assertSays(String name, byte[] json) {
        assertThat(JsonReader.object(json, "The answer")).isEqualTo(JsonReader.object(read(name), "The fixture"));
    }
}
