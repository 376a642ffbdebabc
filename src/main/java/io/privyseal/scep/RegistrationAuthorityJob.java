package io.privyseal.scep;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Renews registration authorities in time where no client comes. */
@Singleton
class RegistrationAuthorityJob {
    private final RegistrationAuthorities authorities;

    RegistrationAuthorityJob(RegistrationAuthorities authorities) {
        this.authorities = authorities;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void renew() {
        authorities.renewAll();
    }
}
