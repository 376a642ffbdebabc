package io.privyseal.enrollment;

import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.Refusal;
import java.time.Duration;

/** What became of a request; each door says it in its protocol's words. */
public sealed interface Outcome {
    /** The certificate is on record. */
    record Issued(RecordedRequest request, CertificateId certificate) implements Outcome {}

    /** Somebody has to decide, or another node is at work: ask again. */
    record Pending(RecordedRequest request, Duration retryAfter) implements Outcome {}

    /** No certificate; nothing changes that but another request. */
    record Refused(Refusal reason, String detail) implements Outcome {}
}
