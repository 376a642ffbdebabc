package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.enrollment.RequestId;
import io.privyseal.platform.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * A request that was let in, by whatever right.
 *
 * @param azureAccount on whose word, at an Intune endpoint
 * @param replayKey what makes two requests the same
 * @param generation counts those of one replay key, since a certificate that has ended is not given out again
 * @param request the pipeline's; null until it has taken it
 * @param notified whether Intune knows of the certificate
 */
record ScepTransaction(
        long id,
        CustomerId customer,
        EndpointId endpoint,
        EndpointAccountId account,
        @Nullable AzureAccountId azureAccount,
        String replayKey,
        int generation,
        @Nullable RequestId request,
        boolean notified) {
    /** Under which the pipeline knows it. */
    String transactionKey() {
        return transactionKey(endpoint, replayKey, generation);
    }

    static String transactionKey(EndpointId endpoint, String replayKey, int generation) {
        return "scep:" + endpoint.value() + ":" + replayKey + ":" + generation;
    }
}
