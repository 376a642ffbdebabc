package io.privyseal.rest.ssl;

import io.privyseal.enrollment.EnrollmentFilter;
import io.privyseal.enrollment.RequestedVia;
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
public record SslFilterParameters(
        @Parameter(description = "Part of the common name") @QueryParam("commonName") @Nullable
        String commonName,

        @Parameter(description = "A whole subject alternative name") @QueryParam("subjectAlternativeName") @Nullable
        String subjectAlternativeName,

        @Parameter(description = "Status of the certificate") @QueryParam("status") @Nullable
        String status,

        @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("sslTypeId") @Nullable
        String sslTypeId,

        @Parameter(description = "Taken and without effect") @QueryParam("discoveryStatus") @Nullable
        String discoveryStatus,

        @Parameter(description = "Only this server's own certificates exist: Privyseal") @QueryParam("vendor") @Nullable
        String vendor,

        @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("orgId") @Nullable
        String orgId,

        @Parameter(description = "NONE, or a state that no certificate has yet") @QueryParam("installStatus") @Nullable
        String installStatus,

        @Parameter(description = "NOT_SCHEDULED, or a state that no certificate has yet")
        @QueryParam("renewalStatus")
        @Nullable
        String renewalStatus,

        @Parameter(description = "Part of the issuer's distinguished name") @QueryParam("issuer") @Nullable
        String issuer,

        @Parameter(description = "Hexadecimal, with or without colons") @QueryParam("serialNumber") @Nullable
        String serialNumber,

        @QueryParam("requester") @Nullable String requester,
        @QueryParam("externalRequester") @Nullable String externalRequester,
        @QueryParam("signatureAlgorithm") @Nullable String signatureAlgorithm,
        @QueryParam("keyAlgorithm") @Nullable String keyAlgorithm,
        @QueryParam("keySize") @Nullable String keySize,
        @QueryParam("keyParam") @Nullable String keyParam,
        @QueryParam("sha1Hash") @Nullable String sha1Hash,
        @QueryParam("md5Hash") @Nullable String md5Hash,
        @QueryParam("keyUsage") @Nullable String keyUsage,
        @QueryParam("extendedKeyUsage") @Nullable String extendedKeyUsage,

        @Parameter(description = "The door, such as REST or 'REST API'") @QueryParam("requestedVia") @Nullable
        String requestedVia) {
    EnrollmentFilter toFilter(@Nullable Set<OrganizationId> visible) {
        return new EnrollmentFilter(
                CertificateKind.SSL,
                visible,
                CertificateFields.filter("commonName", commonName),
                CertificateFields.filter("subjectAlternativeName", subjectAlternativeName),
                statuses(readStatus()),
                CertificateFields.filterNumber("sslTypeId", sslTypeId),
                CertificateFields.filterNumber("orgId", orgId),
                CertificateFields.filter("issuer", issuer),
                CertificateFields.filterSerial("serialNumber", serialNumber),
                CertificateFields.filter("requester", requester),
                CertificateFields.filter("externalRequester", externalRequester),
                CertificateFields.filter("signatureAlgorithm", signatureAlgorithm),
                CertificateFields.filter("keyAlgorithm", keyAlgorithm),
                readKeyParameter(),
                readHash("sha1Hash", sha1Hash),
                readHash("md5Hash", md5Hash),
                CertificateFields.filter("keyUsage", keyUsage),
                CertificateFields.filter("extendedKeyUsage", extendedKeyUsage),
                readVia(),
                null,
                null);
    }

    private static @Nullable Set<EnrollmentFilter.Status> statuses(EnrollmentFilter.@Nullable Status one) {
        return one == null ? null : Set.of(one);
    }

    private EnrollmentFilter.@Nullable Status readStatus() {
        if (isOther(installStatus, "NONE") || isOther(renewalStatus, "NOT_SCHEDULED") || isOther(vendor, "Privyseal")) {
            return EnrollmentFilter.Status.NEVER;
        }
        String wanted = CertificateFields.filter("status", status);
        if (wanted == null) {
            return null;
        }
        if (SslMessages.NEVER.contains(wanted.toLowerCase(Locale.ROOT))) {
            return EnrollmentFilter.Status.NEVER;
        }
        for (EnrollmentFilter.Status known : EnrollmentFilter.Status.values()) {
            if (SslMessages.wireName(known).equalsIgnoreCase(wanted)) {
                return known;
            }
        }
        throw CertificateFields.invalid("status");
    }

    private static boolean isOther(@Nullable String given, String only) {
        return given != null && !given.isBlank() && !given.strip().equalsIgnoreCase(only);
    }

    private @Nullable String readKeyParameter() {
        String wanted = CertificateFields.filter("keyParam", keyParam);
        return wanted == null ? CertificateFields.filter("keySize", keySize) : wanted;
    }

    private static @Nullable String readHash(String field, @Nullable String value) {
        String wanted = CertificateFields.filter(field, value);
        return wanted == null ? null : wanted.replace(":", "").toLowerCase(Locale.ROOT);
    }

    private @Nullable RequestedVia readVia() {
        String wanted = CertificateFields.filter("requestedVia", requestedVia);
        if (wanted == null) {
            return null;
        }
        for (RequestedVia via : RequestedVia.values()) {
            if (via.name().equalsIgnoreCase(wanted) || via.displayName().equalsIgnoreCase(wanted)) {
                return via;
            }
        }
        throw CertificateFields.invalid("requestedVia");
    }
}
