package io.privyseal.setup;

import io.privyseal.enrollment.EnrollmentRecovery;
import io.privyseal.platform.BeforeListening;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;

/** Brings to an end what this server left half-way, before the doors open. */
@Singleton
@Priority(200)
class Recovery implements BeforeListening {
    private final EnrollmentRecovery enrollments;

    Recovery(EnrollmentRecovery enrollments) {
        this.enrollments = enrollments;
    }

    @Override
    public void beforeListening() {
        enrollments.recoverOwn();
    }
}
