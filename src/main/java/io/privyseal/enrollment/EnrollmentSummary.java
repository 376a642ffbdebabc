package io.privyseal.enrollment;

import io.privyseal.authority.SerialNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request in a list.
 *
 * @param backendId the number that an imported certificate has elsewhere
 */
public record EnrollmentSummary(
        RequestId id,
        String commonName,
        List<String> names,
        EnrollmentFilter.Status status,
        @Nullable String backendId,
        @Nullable CertificateSummary certificate) {

    /** A certificate in a list. */
    public record CertificateSummary(SerialNumber serial, String subject, String issuer, String md5, String sha1) {}
}
