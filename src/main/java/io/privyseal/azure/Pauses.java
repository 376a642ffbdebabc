package io.privyseal.azure;

import io.privyseal.azure.AzureFault.Kind;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Waits between attempts; a test need not. */
@Singleton
class Pauses {
    void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AzureFault(Kind.UNREACHABLE, "interrupted between two attempts", null, e);
        }
    }
}
