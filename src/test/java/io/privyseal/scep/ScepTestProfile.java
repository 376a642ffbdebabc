package io.privyseal.scep;

import io.privyseal.enrollment.MovableClock;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** A server whose time, and whose Intune, are in the hands of the test. */
public class ScepTestProfile implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(MovableClock.class, FakeIntune.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.scheduler.enabled", "false", "privyseal.scep.webhooks-on-loopback", "true");
    }
}
