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
 * @param statuses any of these
 * @param keyParameter the modulus' bits or the curve
 * @param mail part of the requester's, the external requester's or the owner's name
 * @param backendId the number that the certificate has where it was issued
 */
public record EnrollmentFilter(
        CertificateKind kind,
        @Nullable Set<OrganizationId> visible,
        @Nullable String commonName,
        @Nullable String name,
        @Nullable Set<Status> statuses,
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
        @Nullable RequestedVia via,
        @Nullable String mail,
        @Nullable String backendId) {

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
        NEVER;

        static Status of(RequestState state, boolean revoked, boolean expired) {
            return switch (state) {
                case RECEIVED, AWAITING_APPROVAL -> REQUESTED;
                case APPROVED -> APPROVED;
                case ISSUING -> APPLIED;
                case DECLINED, CANCELLED -> DECLINED;
                case REFUSED -> INVALID;
                case FAILED -> REJECTED;
                case ISSUED -> {
                    if (revoked) {
                        yield REVOKED;
                    }
                    yield expired ? EXPIRED : ISSUED;
                }
            };
        }
    }
}
