package io.privyseal.access;

import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done with administrators: appoint, list, find, give them passwords and certificates. */
@ApplicationScoped
public class Administrators {
    private final AdministratorRepository repository;
    private final AdministratorChanges changes;
    private final AppointmentPolicy policy;
    private final ClientCertificates certificates;
    private final PasswordHash passwords;
    private final HashingTurns turns;

    Administrators(
            AdministratorRepository repository,
            AdministratorChanges changes,
            OrganizationTree organizations,
            ClientCertificates certificates,
            PasswordHash passwords,
            HashingTurns turns) {
        this.repository = repository;
        this.changes = changes;
        this.policy = new AppointmentPolicy(organizations);
        this.certificates = certificates;
        this.passwords = passwords;
        this.turns = turns;
    }

    /**
     * Appoints an administrator in the caller's name.
     *
     * @throws RefusedException when the caller would give more than it has, or the login is taken
     */
    public AdministratorId create(Administrator by, Actor actor, NewAdministrator made) {
        policy.requireMayGrant(by, made.roles(), made.privileges());
        return appoint(by.customer(), actor, made);
    }

    /**
     * Appoints an administrator on Privyseal's own authority: for set-up only.
     *
     * @throws RefusedException when roles and privileges do not fit, or the login is taken
     */
    public AdministratorId appoint(CustomerId customer, Actor actor, NewAdministrator made) {
        if (!made.type().hasLogin()) {
            throw new RefusedException(
                    Refusal.FEATURE_DISABLED, "Administrators of type " + made.type() + " need an identity provider.");
        }
        if (made.login() == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'login' must not be null.");
        }
        policy.requireSound(customer, made.roles(), made.privileges());
        String password = made.password();
        if (password != null) {
            PasswordPolicy.require(password, made.login());
        }
        EnrolledCertificate certificate = enrolled(customer, made.certificateSerial());
        String hash = password == null ? null : turns.take(() -> passwords.hash(password));
        return changes.insert(customer, made, hash, certificate, actor);
    }

    /** Those that hold a role inside the viewer's reach, and the viewer. */
    public Paged<AdministratorSummary> list(Administrator viewer, AdministratorFilter filter, Page page) {
        return repository.list(viewer, filter, page);
    }

    /** @throws RefusedException when it is unknown, another customer's, or out of the viewer's reach */
    public AdministratorDetails require(Administrator viewer, AdministratorId id) {
        AdministratorDetails found = repository.find(viewer.customer(), id).orElseThrow(AdministratorChanges::unknown);
        if (!isVisible(viewer, found.administrator())) {
            throw AdministratorChanges.unknown();
        }
        return found;
    }

    /** The roles that the administrator can give to others. */
    public List<Role> assignableRoles(Administrator by) {
        return Arrays.stream(Role.values())
                .filter(role -> by.isMaster() || by.roles().stream().anyMatch(own -> reaches(own.role(), role)))
                .toList();
    }

    /** The privileges that the administrator can give to a holder of the role, or of any where it is null. */
    public List<Privilege> assignablePrivileges(Administrator by, @Nullable Role role) {
        return Arrays.stream(Privilege.values())
                .filter(by::has)
                .filter(privilege -> role == null || privilege.appliesTo(role))
                .toList();
    }

    /** Replaces the caller's own password; the old one ends at once, on every node. */
    public void changeOwnPassword(Administrator by, Actor actor, String password) {
        PasswordPolicy.require(password, by.login());
        String hash = turns.take(() -> passwords.hash(password));
        changes.replacePassword(by.customer(), by.id(), hash, actor);
    }

    /**
     * Lets an administrator sign in with a certificate, in place of any other that it had.
     *
     * @param chain the leaf first
     * @throws RefusedException when the certificate does not lead to the customer's authorities, or is another's
     */
    public void enrollCertificate(Administrator by, Actor actor, AdministratorId id, List<X509Certificate> chain) {
        requireMayEdit(by, id);
        X509Certificate leaf = chain.getFirst();
        if (!certificates.isTrusted(by.customer(), leaf, chain.subList(1, chain.size()))) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "The certificate does not lead to an authority of this customer.");
        }
        changes.replaceCertificate(by.customer(), id, EnrolledCertificate.of(leaf), actor);
    }

    /** Ends the sign-in by certificate. */
    public void removeCertificate(Administrator by, Actor actor, AdministratorId id) {
        requireMayEdit(by, id);
        changes.replaceCertificate(by.customer(), id, null, actor);
    }

    /** Oneself always; others only with the privilege, and only when none of their roles is above one's own. */
    private void requireMayEdit(Administrator by, AdministratorId id) {
        Administrator target = require(by, id).administrator();
        if (target.id().equals(by.id())) {
            return;
        }
        by.require(Privilege.ALLOW_EDIT);
        if (!target.roles().stream().allMatch(by::covers) || !by.privileges().containsAll(target.privileges())) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized to change this administrator.");
        }
    }

    private @Nullable EnrolledCertificate enrolled(CustomerId customer, @Nullable String serial) {
        if (serial == null) {
            return null;
        }
        return certificates
                .findBySerial(customer, serialNumber(serial))
                .map(EnrolledCertificate::of)
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD, "No certificate with this 'certificateSerialNumber' is on record."));
    }

    private static BigInteger serialNumber(String text) {
        String digits = text.replace(":", "");
        try {
            return new BigInteger(digits.startsWith("0x") ? digits.substring(2) : digits, 16);
        } catch (NumberFormatException _) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'certificateSerialNumber' must be a hexadecimal number.");
        }
    }

    private static boolean isVisible(Administrator viewer, Administrator other) {
        return viewer.isMaster()
                || viewer.id().equals(other.id())
                || other.roles().stream().anyMatch(viewer::covers);
    }

    private static boolean reaches(Role own, Role other) {
        return own.kind() == other.kind() && own.tier().compareTo(other.tier()) <= 0;
    }
}
