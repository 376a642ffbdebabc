package io.privyseal.enrollment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a door keeps of a request. It runs in the transaction that puts the request on record, so there are both or neither;
 * not for a request that was on record before.
 */
@FunctionalInterface
public interface DoorRecord {
    /** For doors that keep nothing. */
    DoorRecord NONE = (_, _) -> {};

    /**
     * Writes it.
     *
     * @param notAfter when the certificate that is about to be signed ends; null while somebody has to decide
     */
    void write(RequestId request, @Nullable Instant notAfter);
}
