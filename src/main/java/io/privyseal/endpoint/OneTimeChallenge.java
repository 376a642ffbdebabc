package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that lets one SCEP request in.
 *
 * @param subject the common name or the distinguished name that it is for; null for any
 * @param usedBy the request that it has let in
 */
public record OneTimeChallenge(
        long id,
        CustomerId customer,
        EndpointId endpoint,
        EndpointAccountId account,
        @Nullable String subject,
        Instant expires,
        @Nullable String usedBy) {}
