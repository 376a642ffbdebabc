package io.privyseal.authority;

import io.privyseal.platform.Home;
import io.privyseal.platform.secret.MasterKey;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Finds the master key, makes one for an empty database only, and stops the server when it is the wrong one. */
@Singleton
class MasterKeys {
    static final String FILE = "master.key";

    /** Where the master key comes from. */
    @ConfigMapping(prefix = "privyseal")
    interface MasterKeyConfig {
        /** The master key, 64 hexadecimal digits; without it, the file {@code master.key} in the state directory. */
        Optional<String> masterKey();
    }

    private final MasterKeyConfig config;
    private final Home home;
    private final SigningKeyRepository keys;
    private final SecureRandom random;

    MasterKeys(MasterKeyConfig config, Home home, SigningKeyRepository keys, SecureRandom random) {
        this.config = config;
        this.home = home;
        this.keys = keys;
        this.random = random;
    }

    @Produces
    @Singleton
    MasterKey masterKey() {
        List<String> used = QuarkusTransaction.joiningExisting().call(keys::masterKeyIds);
        Optional<MasterKey> found = find();
        if (found.isEmpty() && !used.isEmpty()) {
            throw new IllegalStateException("The master key is missing (" + home.resolve(FILE)
                    + ") while keys in the database are encrypted under it. Restore it; no new one is made.");
        }
        MasterKey key = found.orElseGet(() -> MasterKey.create(home, FILE, random));
        if (used.stream().anyMatch(id -> !id.equals(key.id()))) {
            throw new IllegalStateException(
                    "The master key is not the one that the keys in the database are encrypted under.");
        }
        return key;
    }

    private Optional<MasterKey> find() {
        Optional<String> configured = config.masterKey();
        if (configured.isPresent()) {
            return Optional.of(MasterKey.parse(configured.get(), random));
        }
        return Files.exists(home.resolve(FILE))
                ? home.read(FILE).map(bytes -> MasterKey.parse(new String(bytes, StandardCharsets.US_ASCII), random))
                : Optional.empty();
    }
}
