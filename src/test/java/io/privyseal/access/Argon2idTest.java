package io.privyseal.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class Argon2idTest {
    private final Argon2id argon2id = new Argon2id(new SecureRandom());

    @Test
    void matchesTheSamePasswordAndNoOther() {
        String encoded = argon2id.hash("correct horse");
        assertThat(encoded).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThanOrEqualTo(200);
        assertThat(argon2id.matches(encoded, "correct horse")).isTrue();
        assertThat(argon2id.matches(encoded, "correct house")).isFalse();
    }

    @Test
    void saltsEachHash() {
        assertThat(argon2id.hash("same")).isNotEqualTo(argon2id.hash("same"));
    }

    @Test
    void hashesTheSameSecretAlikeUnderOneSalt() {
        String salt = argon2id.newSalt();
        assertThat(argon2id.hash("same", salt))
                .isEqualTo(argon2id.hash("same", salt))
                .isNotEqualTo(argon2id.hash("other", salt))
                .isNotEqualTo(argon2id.hash("same", argon2id.newSalt()));
        assertThat(argon2id.matches(argon2id.hash("same", salt), "same")).isTrue();
    }

    @Test
    void readsHashesOfTheReferenceImplementation() {
        // From the test vectors of the reference implementation: password "password", salt "somesalt".
        assertThat(argon2id.matches(
                        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                        "password"))
                .isTrue();
    }
}
