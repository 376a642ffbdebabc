package io.privyseal.endpoint;

import java.time.Instant;

/**
 * A client that is not served for a name, because validations of it failed many times in a row.
 *
 * @param account the number of its ACME account
 * @param identifier without a wildcard
 * @param failures how many there were
 */
public record AcmePause(long id, EndpointId endpoint, long account, String identifier, int failures, Instant since) {}
