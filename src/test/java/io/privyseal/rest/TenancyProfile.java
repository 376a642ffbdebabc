package io.privyseal.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A server whose caller and audit trail are in the hands of the test. */
public class TenancyProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeCaller.class, RecordedAudit.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("privyseal.base-url", "https://ca.example.test/");
    }
}
