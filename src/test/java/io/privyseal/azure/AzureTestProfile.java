package io.privyseal.azure;

import io.privyseal.enrollment.MovableClock;
import io.privyseal.rest.RecordedAudit;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A server with a stand-in for Microsoft, whose jobs the test runs itself. */
public class AzureTestProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(MovableClock.class, RecordedAudit.class, StandInAzure.class, ListedIntuneCertificates.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.scheduler.enabled", "false", "privyseal.base-url", "https://ca.example.test/");
    }
}
