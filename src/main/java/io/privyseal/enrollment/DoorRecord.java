package io.privyseal.enrollment;

import io.privyseal.csr.CheckedCsr;
import io.privyseal.inventory.CertificateId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a door keeps about a request in its protocol's own terms, such as an order. It changes in the pipeline's
 * transactions, so that it and the request never tell different stories, and neither costs a commit of its own.
 */
public interface DoorRecord {
    /** A request, and its CSR as it was checked for the door. */
    record Wanted(EnrollmentRequest request, CheckedCsr csr) {
        /** Throws IllegalArgumentException when what was checked is another CSR. */
        public Wanted {
            if (!Arrays.equals(request.csr(), csr.der())) {
                throw new IllegalArgumentException("The CSR that was checked is not the request's");
            }
        }
    }

    /** Called first, in the transaction that records the request; empty when there is nothing to be enrolled after all. */
    Optional<Wanted> claim();

    /** Called in the transaction that records the certificate. */
    void issued(CertificateId certificate, Instant notAfter);
}
