package io.privyseal.rest.device;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.enrollment.CertificateImports;
import io.privyseal.enrollment.Enrollment;
import io.privyseal.enrollment.EnrollmentFilter.Status;
import io.privyseal.enrollment.EnrollmentSummary;
import io.privyseal.enrollment.EnrollmentSummary.CertificateSummary;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.inventory.Certificate;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.rest.CertificateMessages;
import io.privyseal.rest.CertificateMessages.CertificateDetails;
import io.privyseal.rest.CertificateMessages.CustomFieldValue;
import io.privyseal.rest.DateFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of the device group, as the contract reads and shows them. */
final class DeviceMessages {
    private DeviceMessages() {}

    /** A profile that device certificates can be enrolled by. */
    @Schema(name = "DeviceCertificateType")
    record CertificateType(
            long id,
            String name,
            String description,
            int term,
            List<Integer> terms,
            Map<String, List<String>> keyTypes,
            boolean useSecondaryOrgName,
            List<String> ku,
            List<String> eku) {
        static CertificateType from(CertificateProfile profile) {
            return new CertificateType(
                    profile.id().value(),
                    profile.name(),
                    profile.description(),
                    firstTerm(profile),
                    profile.rules().terms(),
                    profile.rules().keyTypes(),
                    false,
                    profile.rules().keyUsage().stream()
                            .sorted()
                            .map(KeyUsageBit::standardName)
                            .toList(),
                    profile.rules().extendedKeyUsage());
        }
    }

    /** The term of a request that names none. */
    static int firstTerm(CertificateProfile profile) {
        return profile.rules().terms().getFirst();
    }

    /** A request for a certificate; numbers may come as strings, and what is not named here is ignored. */
    @Schema(
            name = "DeviceEnrollment",
            requiredProperties = {"orgId", "csr", "certType"})
    record EnrollRequest(
            @Nullable Long orgId,
            @Nullable String csr,
            @Nullable Long certType,
            @Nullable Long term,
            @Nullable String comments,
            @Nullable List<@Nullable CustomFieldValue> customFields,
            @Nullable List<@Nullable CustomFieldValue> optionalFields) {}

    /** The number of a request, and what has become of it so far. */
    @Schema(
            name = "DeviceEnrollmentAnswer",
            requiredProperties = {"deviceCertId", "status"})
    record EnrollAnswer(long deviceCertId, String status, String backendCertId, long orderNumber) {
        static EnrollAnswer from(Enrollments.Found found) {
            long id = found.enrollment().id().value();
            return new EnrollAnswer(id, listName(found.status()), Long.toString(id), id);
        }
    }

    /** What is noted beside a certificate; a field that is left out stays as it is. */
    @Schema(name = "DeviceCertificateUpdate")
    record UpdateRequest(
            @Nullable List<@Nullable CustomFieldValue> customFields,
            @Nullable String comments) {}

    /** Why a certificate is revoked. */
    @Schema(name = "DeviceRevocation")
    record RevokeRequest(
            @Nullable Integer reasonCode, @Nullable String reason) {}

    /** Which certificate counts as revoked, and since when: by its number, or by its serial number and issuer. */
    @Schema(name = "ManualRevocation")
    record ManualRevokeRequest(
            @Schema(implementation = Long.class) @Nullable String certId,
            @Nullable String serialNumber,
            @Nullable String issuer,
            @Nullable String revokeDate,
            @Nullable Integer reasonCode) {}

    /** The CSR for another key. */
    @Schema(
            name = "DeviceReplacement",
            requiredProperties = {"csr", "reason", "revoke"})
    record ReplaceRequest(
            @Nullable String csr,
            @Nullable String reason,
            @Nullable Boolean revoke) {}

    /** A certificate of another CA. */
    @Schema(
            name = "CertificateImport",
            requiredProperties = {"orgID", "cert"})
    record ImportRequest(
            @Nullable Long orgID,
            @Nullable List<@Nullable CustomFieldValue> customFields,
            @Nullable String owner,
            @Nullable String backendCertId,
            @Nullable String cert,
            @Nullable String csr,
            @Nullable String comments) {}

    /** A certificate that was imported, now or earlier. */
    @Schema(name = "ImportedCertificate")
    record ImportedIdentity(long id, String subject, String serialNumber) {
        static ImportedIdentity from(CertificateImports.Imported imported) {
            return new ImportedIdentity(
                    imported.enrollment().id().value(),
                    imported.certificate().subject(),
                    imported.certificate().serial().withColons());
        }
    }

    /** What became of one of the certificates; either the first two or the last. */
    @Schema(name = "CertificateImportAnswer")
    record ImportAnswer(
            @Nullable ImportedIdentity cert,
            @Nullable Boolean created,
            @Nullable String errorMessage) {}

    /** A certificate in a list. */
    @Schema(
            name = "DeviceCertificateEntry",
            requiredProperties = {"id", "status"})
    record Entry(
            long id,
            String status,
            String backendCertId,
            @Nullable CertificateDetails certificateDetails) {
        static Entry from(EnrollmentSummary summary) {
            CertificateSummary certificate = summary.certificate();
            return new Entry(
                    summary.id().value(),
                    listName(summary.status()),
                    backendId(summary.backendId(), summary.id().value()),
                    certificate == null
                            ? null
                            : CertificateDetails.of(
                                    certificate.issuer(),
                                    certificate.subject(),
                                    summary.names(),
                                    certificate.md5(),
                                    certificate.sha1()));
        }
    }

    /** All about a request and its certificate; what is not set is left out. */
    @Schema(name = "DeviceCertificateDetails")
    record Details(
            String commonName,
            long id,
            long orgId,
            String status,
            long orderNumber,
            String backendCertId,
            @Nullable CertificateType certType,
            int term,
            String owner,
            String requester,
            @Nullable Long requesterId,
            String requestedVia,
            String comments,
            @Nullable String requested,
            @Nullable String approved,
            @Nullable String issued,
            @Nullable String declined,
            @Nullable String expires,
            @Nullable String revoked,
            @Nullable Integer reasonCode,
            @Nullable String serialNumber,
            @Nullable String signatureAlg,
            @Nullable String keyAlgorithm,
            @Nullable Integer keySize,
            @Nullable String keyType,
            @Nullable List<String> keyUsages,
            @Nullable List<String> extendedKeyUsages,
            List<String> subjectAlternativeNames,
            List<CustomFieldValue> customFields,
            @Nullable CertificateDetails certificateDetails) {

        static Details from(Enrollments.Found found, @Nullable CertificateProfile profile, DateFormat dates) {
            Enrollment enrollment = found.enrollment();
            Certificate certificate = found.certificate();
            long id = enrollment.id().value();
            return new Details(
                    enrollment.commonName(),
                    id,
                    enrollment.organization().value(),
                    wireName(found.status()),
                    id,
                    backendId(enrollment.backendId(), id),
                    profile == null ? null : CertificateType.from(profile),
                    enrollment.termDays(),
                    enrollment.owner() == null ? enrollment.requesterName() : enrollment.owner(),
                    enrollment.requesterName(),
                    enrollment.requesterId(),
                    enrollment.via().displayName(),
                    enrollment.comments(),
                    dates.format(enrollment.requestedAt()),
                    dates.formatIfSet(enrollment.approvedAt()),
                    dates.formatIfSet(enrollment.issuedAt()),
                    dates.formatIfSet(enrollment.declinedAt()),
                    certificate == null ? null : dates.format(certificate.notAfter()),
                    certificate == null ? null : dates.formatIfSet(certificate.revokedAt()),
                    certificate == null ? null : certificate.revocationReason(),
                    certificate == null ? null : certificate.serial().withColons(),
                    certificate == null ? null : certificate.signatureAlgorithm(),
                    certificate == null ? null : certificate.keyAlgorithm(),
                    certificate == null ? null : CertificateMessages.keySize(certificate),
                    certificate == null ? null : CertificateMessages.keyType(certificate),
                    certificate == null ? null : certificate.keyUsage(),
                    certificate == null ? null : certificate.extendedKeyUsage(),
                    enrollment.names(),
                    CustomFieldValue.from(enrollment.customFields()),
                    certificate == null ? null : CertificateDetails.from(certificate, enrollment.names()));
        }
    }

    private static String backendId(@Nullable String elsewhere, long id) {
        return elsewhere == null ? Long.toString(id) : elsewhere;
    }

    /** In details; lists and the answer to an enrollment have it in upper case. */
    static String wireName(Status status) {
        return switch (status) {
            case REQUESTED -> "Requested";
            case APPROVED -> "Approved";
            case DECLINED -> "Declined";
            case APPLIED -> "Applied";
            case ISSUED, REPLACED -> "Issued";
            case REVOKED -> "Revoked";
            case EXPIRED -> "Expired";
            case INVALID, REJECTED -> "Rejected";
            case NEVER -> throw new IllegalArgumentException("No request has this status");
        };
    }

    private static String listName(Status status) {
        return wireName(status).toUpperCase(Locale.ROOT);
    }
}
