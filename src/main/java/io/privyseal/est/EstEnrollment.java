package io.privyseal.est;

import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.enrollment.RequestId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A request that came through an account.
 *
 * @param fingerprint what makes another request the same
 * @param generation how many such requests came to their end before it
 */
record EstEnrollment(
        CustomerId customer,
        EndpointId endpoint,
        EndpointAccountId account,
        String fingerprint,
        int generation,
        RequestId request) {
    /** The pipeline's name of such a request, the same for each repetition of it. */
    static String transactionKey(EndpointAccount account, String fingerprint, int generation) {
        String text = account.endpoint().value() + " " + account.id().value() + " " + fingerprint + " " + generation;
        return "est-" + Sha256.hex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
