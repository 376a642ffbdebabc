package io.privyseal.enrollment;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a list shall show; null means any.
 *
 * @param visible the organizations that the caller may see; null for all
 * @param commonName part of the common name, in any case
 * @param name a subject alternative name, whole
 * @param keyParameter the modulus' bits or the curve
 */
public record EnrollmentFilter(
        CertificateKind kind,
        @Nullable Set<OrganizationId> visible,
        @Nullable String commonName,
        @Nullable String name,
        @Nullable Status status,
        @Nullable Long profile,
        @Nullable Long organization,
        @Nullable String issuer,
        @Nullable String serial,
        @Nullable String requester,
        @Nullable String externalRequester,
        @Nullable String signatureAlgorithm,
        @Nullable String keyAlgorithm,
        @Nullable String keyParameter,
        @Nullable String sha1,
        @Nullable String md5,
        @Nullable String keyUsage,
        @Nullable String extendedKeyUsage,
        @Nullable RequestedVia via) {

    /** What request and certificate together come to. */
    public enum Status {
        INVALID,
        REQUESTED,
        APPROVED,
        DECLINED,
        APPLIED,
        ISSUED,
        REVOKED,
        EXPIRED,
        REPLACED,
        REJECTED,
        /** States that the contract names and that no request here ever has. */
        NEVER
    }
}
