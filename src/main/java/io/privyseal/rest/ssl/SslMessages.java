package io.privyseal.rest.ssl;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.privyseal.enrollment.Enrollment;
import io.privyseal.enrollment.EnrollmentFilter;
import io.privyseal.enrollment.EnrollmentSummary;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.inventory.Certificate;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.rest.CertificateMessages;
import io.privyseal.rest.CertificateMessages.CertificateDetails;
import io.privyseal.rest.CertificateMessages.CustomFieldValue;
import io.privyseal.rest.DateFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of the SSL group, as the contract reads and shows them. */
final class SslMessages {
    private SslMessages() {}

    /** A profile that SSL certificates can be enrolled by. */
    @Schema(name = "SslCertificateType")
    record CertificateType(
            long id,
            String name,
            String description,
            List<Integer> terms,
            Map<String, List<String>> keyTypes,
            boolean useSecondaryOrgName) {
        static CertificateType from(CertificateProfile profile) {
            return new CertificateType(
                    profile.id().value(),
                    profile.name(),
                    profile.description(),
                    profile.rules().terms(),
                    profile.rules().keyTypes(),
                    false);
        }
    }

    /** A request for a certificate; numbers may come as strings, and what is not named here is ignored. */
    @Schema(
            name = "SslEnrollment",
            requiredProperties = {"orgId", "csr", "certType", "term"})
    record EnrollRequest(
            @Nullable Long orgId,
            @Nullable String csr,
            @Nullable String subjAltNames,
            @Nullable Long certType,
            @Nullable Long term,
            @Nullable String comments,
            @Nullable List<@Nullable CustomFieldValue> customFields,
            @Nullable String externalRequester,
            @Nullable String dcvMode,
            @Nullable String dcvEmail) {}

    /** The number of a request, and the secret part of its renewal address. */
    @Schema(
            name = "SslEnrollmentAnswer",
            requiredProperties = {"renewId", "sslId"})
    record EnrollAnswer(String renewId, long sslId) {}

    /** Why a certificate is revoked. */
    @Schema(name = "Revocation", requiredProperties = "reason")
    record RevokeRequest(
            @Nullable Integer reasonCode, @Nullable String reason) {}

    /** A certificate in a list. */
    @Schema(
            name = "SslCertificateEntry",
            requiredProperties = {"sslId", "commonName"})
    record Entry(
            long sslId,
            String commonName,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> subjectAlternativeNames,
            @Nullable String serialNumber) {
        static Entry from(EnrollmentSummary summary) {
            return new Entry(
                    summary.id().value(),
                    summary.commonName(),
                    summary.names(),
                    summary.certificate() == null
                            ? null
                            : summary.certificate().serial().withColons());
        }
    }

    /** A state that this version never leaves. */
    @Schema(name = "State")
    record FixedState(String state) {}

    /** All about a request and its certificate; what is not set is left out. */
    @Schema(name = "SslCertificateDetails")
    record Details(
            String commonName,
            long sslId,
            long id,
            long orgId,
            String status,
            @Nullable Long orderNumber,
            @Nullable String backendCertId,
            String vendor,
            @Nullable CertificateType certType,
            int term,
            String owner,
            @Nullable Long ownerId,
            String requester,
            @Nullable Long requesterId,
            String requestedVia,
            String externalRequester,
            String comments,
            @Nullable String requested,
            @Nullable String approved,
            @Nullable String issued,
            @Nullable String declined,
            @Nullable String expires,
            @Nullable String revoked,
            @Nullable Integer reasonCode,
            boolean renewed,
            @Nullable String serialNumber,
            @Nullable String signatureAlg,
            @Nullable String keyAlgorithm,
            @Nullable Integer keySize,
            @Nullable String keyType,
            @Nullable List<String> keyUsages,
            @Nullable List<String> extendedKeyUsages,
            List<String> subjectAlternativeNames,
            List<CustomFieldValue> customFields,
            @Nullable CertificateDetails certificateDetails,
            FixedState autoInstallDetails,
            FixedState autoRenewDetails,
            boolean suspendNotifications) {

        static Details from(Enrollments.Found found, @Nullable CertificateProfile profile, DateFormat dates) {
            Enrollment enrollment = found.enrollment();
            Certificate certificate = found.certificate();
            long id = enrollment.id().value();
            return new Details(
                    enrollment.commonName(),
                    id,
                    id,
                    enrollment.organization().value(),
                    wireName(found.status()),
                    certificate == null ? null : id,
                    certificate == null ? null : Long.toString(id),
                    "Privyseal",
                    profile == null ? null : CertificateType.from(profile),
                    enrollment.termDays(),
                    enrollment.requesterName(),
                    enrollment.requesterId(),
                    enrollment.requesterName(),
                    enrollment.requesterId(),
                    enrollment.via().displayName(),
                    enrollment.externalRequester(),
                    enrollment.comments(),
                    dates.format(enrollment.requestedAt()),
                    dates.formatIfSet(enrollment.approvedAt()),
                    dates.formatIfSet(enrollment.issuedAt()),
                    dates.formatIfSet(enrollment.declinedAt()),
                    certificate == null ? null : dates.format(certificate.notAfter()),
                    certificate == null ? null : dates.formatIfSet(certificate.revokedAt()),
                    certificate == null ? null : certificate.revocationReason(),
                    false,
                    certificate == null ? null : certificate.serial().withColons(),
                    certificate == null ? null : certificate.signatureAlgorithm(),
                    certificate == null ? null : certificate.keyAlgorithm(),
                    certificate == null ? null : CertificateMessages.keySize(certificate),
                    certificate == null ? null : CertificateMessages.keyType(certificate),
                    certificate == null ? null : certificate.keyUsage(),
                    certificate == null ? null : certificate.extendedKeyUsage(),
                    enrollment.names(),
                    CustomFieldValue.from(enrollment.customFields()),
                    certificate == null ? null : CertificateDetails.from(certificate, enrollment.names()),
                    new FixedState("Not configured"),
                    new FixedState("Not scheduled"),
                    false);
        }
    }

    static String wireName(EnrollmentFilter.Status status) {
        return switch (status) {
            case INVALID -> "Invalid";
            case REQUESTED -> "Requested";
            case APPROVED -> "Approved";
            case DECLINED -> "Declined";
            case APPLIED -> "Applied";
            case ISSUED -> "Issued";
            case REVOKED -> "Revoked";
            case EXPIRED -> "Expired";
            case REPLACED -> "Replaced";
            case REJECTED -> "Rejected";
            case NEVER -> "Init";
        };
    }

    /** Names of states that no request here ever has. */
    static final Set<String> NEVER = Set.of("unmanaged", "saapproved", "sa approved", "init");
}
