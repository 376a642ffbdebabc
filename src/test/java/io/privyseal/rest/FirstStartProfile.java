package io.privyseal.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;

/** A server on its first start, with nothing replaced but the clock. */
public class FirstStartProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ShiftedClock.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of(
                    "privyseal.home",
                    Files.createTempDirectory("privyseal-first-start").toString(),
                    "privyseal.http-base-url",
                    "http://pki.example.test",
                    "quarkus.datasource.jdbc.url",
                    "jdbc:h2:mem:first-start-" + System.nanoTime() + ";DB_CLOSE_DELAY=-1",
                    "quarkus.scheduler.enabled",
                    "false");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
