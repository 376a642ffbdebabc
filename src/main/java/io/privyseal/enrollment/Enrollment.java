package io.privyseal.enrollment;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.WantedValidity;
import io.privyseal.enrollment.EnrollmentRequest.CustomFieldValue;
import io.privyseal.inventory.CertificateId;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.profile.ProfileId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request on record, or a certificate from outside that was imported and never requested here.
 *
 * @param profile null for an imported certificate
 * @param storedCsr null for a certificate that was imported without one
 * @param names every name of the plan, as planned last
 * @param requestedNames what was asked for beside the CSR
 * @param validity what the requester chose of the term
 * @param renewId the secret part of the renewal address
 * @param owner mail address of whom an imported certificate belongs to; null for requests, which are their requester's
 * @param backendId the number that an imported certificate has elsewhere
 * @param predecessor the request that this one follows
 * @param successor the last request that was made to replace this one
 * @param planDigest what was approved
 */
public record Enrollment(
        RequestId id,
        CustomerId customer,
        OrganizationId organization,
        @Nullable ProfileId profile,
        CertificateKind kind,
        RequestState state,
        byte @Nullable [] storedCsr,
        String commonName,
        List<String> names,
        List<SubjectAlternativeName> requestedNames,
        int termDays,
        @Nullable WantedValidity validity,
        String comments,
        String externalRequester,
        List<CustomFieldValue> customFields,
        RequestedVia via,
        String requesterName,
        @Nullable Long requesterId,
        String renewId,
        @Nullable String planDigest,
        @Nullable String approverName,
        @Nullable String decisionMessage,
        @Nullable String refusalDetail,
        Instant requestedAt,
        @Nullable Instant approvedAt,
        @Nullable Instant declinedAt,
        @Nullable Instant issuedAt,
        @Nullable CertificateId certificate,
        @Nullable String owner,
        @Nullable String backendId,
        @Nullable Predecessor predecessor,
        @Nullable RequestId successor) {
    /**
     * The DER of the CSR.
     *
     * @throws IllegalStateException for a certificate that was imported without one
     */
    public byte[] csr() {
        if (storedCsr == null) {
            throw new IllegalStateException("Imported without a CSR: " + id.value());
        }
        return storedCsr;
    }

    /** Whether it is a certificate from outside. */
    public boolean isImported() {
        return via == RequestedVia.IMPORTED;
    }
}
