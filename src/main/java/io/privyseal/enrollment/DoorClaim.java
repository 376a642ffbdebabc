package io.privyseal.enrollment;

import io.privyseal.csr.CheckedCsr;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that follows from what a door has on record, such as an order, and uses it up. */
public interface DoorClaim extends DoorRecord {
    /** A request, and its CSR as it was checked for the door. */
    record Wanted(EnrollmentRequest request, CheckedCsr csr) {
        /** Throws IllegalArgumentException when what was checked is another CSR. */
        public Wanted {
            if (!Arrays.equals(request.csr(), csr.der())) {
                throw new IllegalArgumentException("The CSR that was checked is not the request's");
            }
        }
    }

    /**
     * Called first, in the transaction that puts the request on record, which is undone when it is refused; empty when there
     * is nothing to be enrolled after all. What is claimed is claimed once: its transaction key is not looked for.
     */
    Optional<Wanted> claim();

    @Override
    default void write(RequestId request, @Nullable Instant notAfter) {}
}
