package io.privyseal.enrollment;

/**
 * A request on record, as far as the answer to its requester goes.
 *
 * @param renewId the secret part of the renewal address
 */
public record RecordedRequest(RequestId id, String renewId) {}
