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
 * A request on record.
 *
 * @param names every name of the plan, as planned last
 * @param requestedNames what was asked for beside the CSR
 * @param validity what the requester chose of the term
 * @param renewId the secret part of the renewal address
 * @param planDigest what was approved
 */
public record Enrollment(
        RequestId id,
        CustomerId customer,
        OrganizationId organization,
        ProfileId profile,
        CertificateKind kind,
        RequestState state,
        byte[] csr,
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
        @Nullable CertificateId certificate) {}
