package io.privyseal.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A server as its first start left it, with nothing replaced but the clock, and CRLs that only the test makes. */
public class FirstStartProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ShiftedClock.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "privyseal.http-base-url", "http://pki.example.test",
                "quarkus.scheduler.enabled", "false");
    }
}
