package io.privyseal.enrollment;

import io.privyseal.scep.FakeIntune;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A server whose time and whose Intune the test moves, with every door open, and whose jobs run only when the test calls them. */
public class EnrollmentTestProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(MovableClock.class, FakeIntune.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.scheduler.enabled", "false",
                "privyseal.est-port", "0",
                "privyseal.scep.webhooks-on-loopback", "true");
    }
}
