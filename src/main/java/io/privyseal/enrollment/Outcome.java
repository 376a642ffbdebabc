package io.privyseal.enrollment;

import io.privyseal.authority.SignedCertificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a request; each door says it in its protocol's words. */
public sealed interface Outcome {
    /**
     * The certificate is on record.
     *
     * @param signed what was signed just now; null when the certificate was on record before
     */
    record Issued(
            RecordedRequest request,
            CertificateId certificate,
            @Nullable SignedCertificate signed) implements Outcome {}

    /** Somebody has to decide, or another node is at work: ask again. */
    record Pending(RecordedRequest request, Duration retryAfter) implements Outcome {}

    /** No certificate; nothing changes that but another request. */
    record Refused(Refusal reason, String detail) implements Outcome {}
}
