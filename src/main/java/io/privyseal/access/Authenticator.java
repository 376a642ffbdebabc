package io.privyseal.access;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells who calls, by password or by certificate; every failure reads the same and takes equally long. */
@ApplicationScoped
public class Authenticator {
    // RFC 5280 §4.2.1.12
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";

    private final LoginDirectory directory;
    private final OrganizationTree organizations;
    private final ClientCertificates certificates;
    private final PasswordHash passwords;
    private final HashingTurns turns;
    private final LoginBackoff backoff;
    private final VerifiedLogins verified;
    private final Clock clock;
    /** What unknown logins are checked against: nobody knows its password. */
    private final String decoy;

    Authenticator(
            LoginDirectory directory,
            OrganizationTree organizations,
            ClientCertificates certificates,
            PasswordHash passwords,
            HashingTurns turns,
            LoginBackoff backoff,
            VerifiedLogins verified,
            Clock clock) {
        this.directory = directory;
        this.organizations = organizations;
        this.certificates = certificates;
        this.passwords = passwords;
        this.turns = turns;
        this.backoff = backoff;
        this.verified = verified;
        this.clock = clock;
        this.decoy = passwords.hash("");
    }

    /**
     * @throws RefusedException UNKNOWN_CALLER for every wrong combination; TOO_MANY_REQUESTS after many of them
     */
    public Administrator byPassword(String customerUri, String login, String password, InetAddress address) {
        LoginBackoff.Source source = LoginBackoff.Source.of(customerUri, login, address);
        refuseWhileBlocked(source);
        Login known = directory.find(customerUri, login).orElse(null);
        String storedHash = known == null || !isWelcome(known, address) ? null : known.passwordHash();
        if (known == null || storedHash == null) {
            turns.take(() -> {
                refuseWhileBlocked(source);
                passwords.matches(decoy, password);
                backoff.failed(source);
                return null;
            });
            throw unknown();
        }
        VerifiedLogins.Fingerprint fingerprint = verified.fingerprint(storedHash, customerUri, login, password);
        if (!verified.contains(fingerprint)) {
            verify(storedHash, password, fingerprint, source);
        }
        return withDepartments(known.administrator());
    }

    /**
     * Identifies the administrator for which this certificate was enrolled.
     *
     * @param chain what the client sent, the leaf first; possession of the leaf's key is proven already
     */
    public Administrator byCertificate(
            String customerUri, String login, List<X509Certificate> chain, InetAddress address) {
        if (chain.isEmpty()) {
            throw unknown();
        }
        X509Certificate leaf = chain.getFirst();
        Login known = directory.find(customerUri, login).orElseThrow(Authenticator::unknown);
        boolean accepted = isWelcome(known, address)
                && EnrolledCertificate.of(leaf).equals(known.certificate())
                && isUsable(leaf)
                && certificates.isTrusted(known.administrator().customer(), leaf, chain.subList(1, chain.size()));
        if (!accepted) {
            throw unknown();
        }
        return withDepartments(known.administrator());
    }

    private void verify(
            String storedHash, String password, VerifiedLogins.Fingerprint fingerprint, LoginBackoff.Source source) {
        boolean right = turns.take(() -> {
            // While this caller waited, another may have verified the same password, or used up the attempts.
            if (verified.contains(fingerprint)) {
                return true;
            }
            refuseWhileBlocked(source);
            boolean matches = passwords.matches(storedHash, password);
            if (matches) {
                verified.add(fingerprint);
                backoff.succeeded(source);
            } else {
                backoff.failed(source);
            }
            return matches;
        });
        if (!right) {
            throw unknown();
        }
    }

    /** A login that is suspended or comes from a forbidden address is treated like one that does not exist. */
    private static boolean isWelcome(Login login, InetAddress address) {
        Administrator administrator = login.administrator();
        return administrator.active() && login.addresses().admit(administrator.isMaster(), address);
    }

    private boolean isUsable(X509Certificate leaf) {
        try {
            leaf.checkValidity(Date.from(clock.instant()));
            List<String> usages = leaf.getExtendedKeyUsage();
            return usages == null || usages.contains(CLIENT_AUTH) || usages.contains(ANY_USAGE);
        } catch (CertificateParsingException _) {
            return false;
        } catch (CertificateException _) {
            return false;
        }
    }

    private Administrator withDepartments(Administrator administrator) {
        Map<OrganizationId, Set<OrganizationId>> departments = new HashMap<>();
        for (RoleAssignment assignment : administrator.roles()) {
            OrganizationId organization = assignment.organization();
            if (organization != null
                    && assignment.role().tier() == Tier.ORGANIZATION
                    && !departments.containsKey(organization)) {
                departments.put(organization, organizations.departmentsOf(administrator.customer(), organization));
            }
        }
        return departments.isEmpty() ? administrator : administrator.withDepartments(departments);
    }

    private void refuseWhileBlocked(LoginBackoff.Source source) {
        if (backoff.isBlocked(source)) {
            throw new RefusedException(
                    Refusal.TOO_MANY_REQUESTS, "Too many wrong logins from this address. Try again later.");
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(Refusal.UNKNOWN_CALLER, "Unknown user");
    }
}
