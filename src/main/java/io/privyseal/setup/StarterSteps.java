package io.privyseal.setup;

import io.privyseal.platform.RefusedException;
import io.privyseal.platform.SetupLock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** What is made once after the first start, or after the first one of a version that has it. */
@Singleton
class StarterSteps {
    private static final Logger LOG = Logger.getLogger(StarterSteps.class);

    private final SetupSteps steps;
    private final SetupLock lock;
    private final StarterSites sites;
    private final Clock clock;

    StarterSteps(SetupSteps steps, SetupLock lock, StarterSites sites, Clock clock) {
        this.steps = steps;
        this.lock = lock;
        this.sites = sites;
        this.clock = clock;
    }

    /**
     * Takes a step unless it has been taken. Where the first start's objects are gone by now, or an administrator's are in
     * the way, there is nothing to make, and that does not end the start.
     *
     * @param what for the log
     */
    void once(String step, String what, Consumer<StarterSite> making) {
        if (!steps.isDone(step)) {
            lock.alone(() -> takeUnlessDone(step, what, making));
        }
    }

    private void takeUnlessDone(String step, String what, Consumer<StarterSite> making) {
        if (steps.isDone(step)) {
            return;
        }
        try {
            sites.find()
                    .ifPresentOrElse(
                            making,
                            () -> LOG.infof("No %s: the organization or the CA of the first start is gone", what));
        } catch (RefusedException e) {
            LOG.warnf("No %s: %s", what, e.detail());
        }
        steps.markDone(step, clock.instant());
    }
}
