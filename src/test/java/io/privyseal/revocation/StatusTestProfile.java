package io.privyseal.revocation;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Surroundings that answer at once, and CRLs that only the test makes. */
public class StatusTestProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(RememberedAudit.class, TestResponders.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "privyseal.http-base-url", "http://pki.test",
                "quarkus.scheduler.enabled", "false");
    }
}
