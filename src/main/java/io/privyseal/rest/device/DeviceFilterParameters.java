package io.privyseal.rest.device;

import io.privyseal.enrollment.EnrollmentFilter;
import io.privyseal.enrollment.EnrollmentFilter.Status;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.rest.CertificateFields;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of the list and of its count. */
public record DeviceFilterParameters(
        @Parameter(description = "Part of the common name") @QueryParam("commonName") @Nullable
        String commonName,

        @Parameter(description = "Part of the requester's, the external requester's or the owner's name")
        @QueryParam("email")
        @Nullable
        String email,

        @Parameter(description = "Such as ISSUED or Issued; AWAITING_APPROVAL is taken for REQUESTED")
        @QueryParam("status")
        @Nullable
        String status,

        @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("orgId") @Nullable
        String orgId,

        @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("certTypeId") @Nullable
        String certTypeId,

        @Parameter(description = "Hexadecimal, with or without colons") @QueryParam("serialNumber") @Nullable
        String serialNumber,

        @Parameter(description = "The number that the certificate has where it was issued; here it is the id")
        @QueryParam("backendCertId")
        @Nullable
        String backendCertId,

        @QueryParam("signatureAlgorithm") @Nullable String signatureAlgorithm,
        @QueryParam("keyAlgorithm") @Nullable String keyAlgorithm,
        @QueryParam("keyParam") @Nullable String keyParam,
        @QueryParam("keyUsage") @Nullable String keyUsage,
        @QueryParam("extendedKeyUsage") @Nullable String extendedKeyUsage) {

    EnrollmentFilter toFilter(@Nullable Set<OrganizationId> visible) {
        return new EnrollmentFilter(
                CertificateKind.DEVICE,
                visible,
                CertificateFields.filter("commonName", commonName),
                null,
                readStatus(),
                CertificateFields.filterNumber("certTypeId", certTypeId),
                CertificateFields.filterNumber("orgId", orgId),
                null,
                CertificateFields.filterSerial("serialNumber", serialNumber),
                null,
                null,
                CertificateFields.filter("signatureAlgorithm", signatureAlgorithm),
                CertificateFields.filter("keyAlgorithm", keyAlgorithm),
                CertificateFields.filter("keyParam", keyParam),
                null,
                null,
                CertificateFields.filter("keyUsage", keyUsage),
                CertificateFields.filter("extendedKeyUsage", extendedKeyUsage),
                null,
                CertificateFields.filter("email", email),
                CertificateFields.filter("backendCertId", backendCertId));
    }

    private @Nullable Set<Status> readStatus() {
        String wanted = CertificateFields.filter("status", status);
        if (wanted == null) {
            return null;
        }
        return switch (wanted.toUpperCase(Locale.ROOT)) {
            case "REQUESTED", "AWAITING_APPROVAL" -> Set.of(Status.REQUESTED);
            case "APPROVED" -> Set.of(Status.APPROVED);
            case "DECLINED" -> Set.of(Status.DECLINED);
            case "APPLIED" -> Set.of(Status.APPLIED);
            case "ISSUED" -> Set.of(Status.ISSUED);
            case "EXPIRED" -> Set.of(Status.EXPIRED);
            case "REVOKED" -> Set.of(Status.REVOKED);
            // A request that was refused after it was approved has no name of its own among devices.
            case "REJECTED" -> Set.of(Status.REJECTED, Status.INVALID);
            case "DOWNLOADED" -> Set.of(Status.NEVER);
            default -> throw CertificateFields.invalid("status");
        };
    }
}
