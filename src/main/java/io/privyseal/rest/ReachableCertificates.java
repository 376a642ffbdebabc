package io.privyseal.rest;

import io.privyseal.authority.SerialNumber;
import io.privyseal.enrollment.Enrollment;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.RequestId;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requests, certificates and profiles within the caller's reach; anything else does not exist for the caller. */
@Singleton
public class ReachableCertificates {
    private final Enrollments enrollments;
    private final Certificates certificates;
    private final Organizations organizations;
    private final Caller caller;

    ReachableCertificates(
            Enrollments enrollments, Certificates certificates, Organizations organizations, Caller caller) {
        this.enrollments = enrollments;
        this.certificates = certificates;
        this.organizations = organizations;
        this.caller = caller;
    }

    /** The organizations whose certificates the caller sees; null for all. */
    public @Nullable Set<OrganizationId> organizations(CertificateKind kind) {
        return caller.visibleOrganizations(kind).orElse(null);
    }

    /** Refuses with {@link Refusal#NOT_PERMITTED} when the caller may not act for the organization. */
    public void requireOrganization(CertificateKind kind, OrganizationId organization) {
        if (!isReachable(kind, organization)) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED, "You are not authorized for organization " + organization.value() + ".");
        }
    }

    /** Whether the caller may act for the organization. */
    public boolean isReachable(CertificateKind kind, OrganizationId organization) {
        Set<OrganizationId> visible = organizations(kind);
        return visible == null || visible.contains(organization);
    }

    /**
     * Whether an organization of the caller's, in its role for that kind, may use the profile.
     *
     * @param organization the one in question; null for any
     */
    public boolean mayUse(CertificateProfile profile, @Nullable OrganizationId organization) {
        if (organization != null) {
            return profile.isDelegatedTo(organization);
        }
        Set<OrganizationId> visible = organizations(profile.kind());
        return visible == null || visible.stream().anyMatch(profile::isDelegatedTo);
    }

    /** The organization that a query names, within the caller's reach; null when it names none. */
    public @Nullable OrganizationId organization(CertificateKind kind, String parameter, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            OrganizationId id = new OrganizationId(Long.parseLong(text.strip()));
            requireOrganization(kind, id);
            return organizations.require(caller.customer(), id).id();
        } catch (NumberFormatException _) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of '" + parameter + "' must be a whole number.");
        }
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE} */
    public Enrollments.Found require(CertificateKind kind, String id) {
        Enrollments.Found found = enrollments.require(caller.customer(), kind, new RequestId(parse(id)));
        if (!isReachable(kind, found.enrollment().organization())) {
            throw unknown(id);
        }
        return found;
    }

    /** As {@link #require}, for one that has a certificate. */
    public Certificate requireCertificate(CertificateKind kind, String id) {
        Certificate certificate = require(kind, id).certificate();
        if (certificate == null) {
            throw new RefusedException(Refusal.NOT_ISSUED, "Only issued certificates can be revoked.");
        }
        return certificate;
    }

    /** The one certificate with a serial number, whichever CA here has given it. */
    public Certificate requireBySerial(CertificateKind kind, String serialNumber) {
        SerialNumber serial = CertificateFields.serialNumber(serialNumber);
        List<Certificate> found = certificates.listBySerial(caller.customer(), serial).stream()
                .filter(certificate -> isReachable(kind, certificate))
                .toList();
        if (found.size() != 1) {
            throw new RefusedException(
                    Refusal.UNKNOWN_CERTIFICATE,
                    "There is no one certificate with serial number " + serial.hex() + ".");
        }
        return found.getFirst();
    }

    /** Whether a certificate answers a request of this kind within the caller's reach. */
    public boolean isReachable(CertificateKind kind, Certificate certificate) {
        Long request = certificate.request();
        if (request == null) {
            return false;
        }
        try {
            return require(kind, Long.toString(request)).certificate() != null;
        } catch (RefusedException _) {
            return false;
        }
    }

    /** An administrator's own request is another administrator's to approve, but for those trusted with both. */
    public Enrollment requireApprovable(CertificateKind kind, String privilege, String id) {
        caller.requirePrivilege(privilege);
        Enrollment enrollment = require(kind, id).enrollment();
        Long requester = enrollment.requesterId();
        if (requester != null && requester.equals(caller.actor().administratorId())) {
            caller.requirePrivilege("approveOwnRequests");
        }
        return enrollment;
    }

    private static long parse(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException _) {
            throw unknown(id);
        }
    }

    private static RefusedException unknown(String id) {
        String shown = id.length() > 32 ? id.substring(0, 32) : id;
        return new RefusedException(Refusal.UNKNOWN_CERTIFICATE, "There is no certificate with id " + shown + ".");
    }
}
