package io.privyseal.setup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** Which starter objects have been made. */
@Singleton
class SetupSteps implements PanacheRepositoryBase<SetupStepRow, String> {
    @Transactional
    boolean isDone(String step) {
        return findByIdOptional(step).isPresent();
    }

    @Transactional
    void markDone(String step, Instant now) {
        SetupStepRow row = new SetupStepRow();
        row.name = step;
        row.doneAt = now;
        persist(row);
    }
}
