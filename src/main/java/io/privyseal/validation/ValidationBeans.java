package io.privyseal.validation;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the checks share out of the settings. */
@Singleton
final class ValidationBeans {
    @Produces
    @Singleton
    Turns turns(ValidationConfig config) {
        return new Turns(config.concurrency(), config.concurrencyPerTarget());
    }
}
