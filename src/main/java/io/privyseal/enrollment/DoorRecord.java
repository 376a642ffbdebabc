package io.privyseal.enrollment;

import io.privyseal.inventory.CertificateId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a door keeps of a request. It changes in the pipeline's transactions, so that it and the request never tell
 * different stories, and it costs no commit of its own.
 */
@FunctionalInterface
public interface DoorRecord {
    /** For doors that keep nothing. */
    DoorRecord NONE = (_, _) -> {};

    /**
     * Called in the transaction that puts the request on record; not for one that was on record before.
     *
     * @param notAfter when the certificate that is about to be signed ends; null while somebody has to decide
     */
    void write(RequestId request, @Nullable Instant notAfter);

    /** Called in the transaction that records the certificate, where that is signed at once. */
    default void issued(CertificateId certificate, Instant notAfter) {}
}
