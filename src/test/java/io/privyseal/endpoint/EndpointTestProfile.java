package io.privyseal.endpoint;

import io.privyseal.azure.ListedIntuneCertificates;
import io.privyseal.azure.StandInAzure;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.rest.RecordedAudit;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A server whose clock, audit trail, ACME clients, channel bindings and Microsoft are in the hands of the test. */
public class EndpointTestProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(
                MovableClock.class,
                RecordedAudit.class,
                ListedClients.class,
                SwitchedChannelBindings.class,
                StandInAzure.class,
                ListedIntuneCertificates.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.scheduler.enabled", "false", "privyseal.base-url", "https://ca.example.test/");
    }
}
