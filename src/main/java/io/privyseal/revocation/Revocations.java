package io.privyseal.revocation;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SerialNumber;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.jspecify.annotations.Nullable;

/** Revokes certificates; a revocation is final. */
@Singleton
public class Revocations {
    private static final int LONGEST_MESSAGE = 512;

    private final RevocationRepository repository;
    private final Certificates certificates;
    private final AuditTrail audit;
    private final Clock clock;
    private final Event<CertificateRevoked> revoked;

    Revocations(
            RevocationRepository repository,
            Certificates certificates,
            AuditTrail audit,
            Clock clock,
            Event<CertificateRevoked> revoked) {
        this.repository = repository;
        this.certificates = certificates;
        this.audit = audit;
        this.clock = clock;
        this.revoked = revoked;
    }

    /**
     * Revokes a certificate. OCSP says so at once; a new CRL follows within seconds of the commit.
     *
     * @param message the revoker's words; null for none
     * @param revokeDate since when it shall count as revoked; null for now
     * @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE}, {@link Refusal#ALREADY_REVOKED}, {@link
     *     Refusal#STATE_CONFLICT} for a root and for a certificate of another CA, {@link Refusal#INVALID_FIELD}
     */
    @Transactional
    public Revocation revoke(
            CustomerId customer,
            CertificateId id,
            RevocationReason reason,
            @Nullable String message,
            @Nullable Instant revokeDate,
            Actor actor) {
        String words = checkedMessage(message);
        Certificate certificate = certificates.require(customer, id);
        if (certificate.isImported()) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT,
                    "The certificate was issued by another CA, which alone can revoke it; that it did so can be noted.");
        }
        requireRevocable(certificate, reason);
        Instant when = revocationTime(revokeDate, certificate.notBefore());
        if (!certificates.markRevoked(id, reason.code(), when)) {
            throw alreadyRevoked();
        }
        RevocationRow row = row(customer, certificate.authority(), certificate.serial(), reason, words, when);
        row.certificateId = id.value();
        row.notAfter = certificate.notAfter();
        // The number under which callers know a certificate is its request's; the server's own have no request.
        Long request = certificate.request();
        return request == null
                ? record(row, actor, "service-certificate", Long.toString(id.value()), Map.of("state", "VALID"))
                : record(row, actor, "certificate", Long.toString(request), Map.of("state", "VALID"));
    }

    /**
     * Notes that the CA that issued an imported certificate has revoked it: nothing is published here.
     *
     * @param revokeDate since when it counts as revoked; null for now
     * @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE}, {@link Refusal#ALREADY_REVOKED}, {@link
     *     Refusal#STATE_CONFLICT} for a certificate that was issued here, {@link Refusal#INVALID_FIELD}
     */
    @Transactional
    public void noteRevoked(
            CustomerId customer, CertificateId id, RevocationReason reason, @Nullable Instant revokeDate, Actor actor) {
        Certificate certificate = certificates.require(customer, id);
        if (!certificate.isImported()) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The certificate was issued here, and is to be revoked here.");
        }
        Instant when = revocationTime(revokeDate, certificate.notBefore());
        if (!certificates.markRevoked(id, reason.code(), when)) {
            throw alreadyRevoked();
        }
        audit.record(new AuditEvent(
                customer,
                actor,
                "certificate.note-revoked",
                "certificate",
                Long.toString(certificate.request() == null ? id.value() : certificate.request()),
                Map.of("state", "VALID"),
                Map.of("state", "REVOKED", "reason", reason.name(), "revokedAt", when.toString())));
    }

    /**
     * Revokes a serial number that was spent without a certificate on record: the key may have signed it.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE} when the serial is not spent, {@link
     *     Refusal#ALREADY_REVOKED}, {@link Refusal#INVALID_FIELD}
     */
    @Transactional
    public Revocation revokeSpent(
            CustomerId customer,
            AuthorityId authority,
            SerialNumber serial,
            RevocationReason reason,
            @Nullable String message,
            Actor actor) {
        String words = checkedMessage(message);
        byte[] toBeSigned = repository
                .holdSpent(customer, authority, serial)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_CERTIFICATE, "The serial number " + serial.withColons() + " is not spent."));
        if (repository.find(authority, serial).isPresent()) {
            throw alreadyRevoked();
        }
        RevocationRow row = row(customer, authority, serial, reason, words, now());
        row.notAfter =
                TBSCertificate.getInstance(toBeSigned).getEndDate().getDate().toInstant();
        return record(row, actor, "serial", authority.value() + "/" + serial.hex(), Map.of("state", "SPENT"));
    }

    /** A revocation by issuer and serial number, if there is one. */
    @Transactional
    public Optional<Revocation> find(CustomerId customer, AuthorityId authority, SerialNumber serial) {
        return repository.find(customer, authority, serial);
    }

    private Revocation record(
            RevocationRow row, Actor actor, String objectType, String objectId, Map<String, String> before) {
        repository.add(row);
        Revocation revocation = row.toDomain();
        Map<String, String> after = new HashMap<>();
        after.put("state", "REVOKED");
        after.put("serial", revocation.serial().hex());
        after.put("reason", revocation.reason().name());
        after.put("revokedAt", revocation.revokedAt().toString());
        after.put("message", revocation.message());
        audit.record(new AuditEvent(
                new CustomerId(row.customerId), actor, "certificate.revoke", objectType, objectId, before, after));
        revoked.fire(new CertificateRevoked(revocation.authority()));
        return revocation;
    }

    private static RevocationRow row(
            CustomerId customer,
            AuthorityId authority,
            SerialNumber serial,
            RevocationReason reason,
            String message,
            Instant when) {
        RevocationRow row = new RevocationRow();
        row.key = new RevocationKey(authority.value(), serial.hex());
        row.customerId = customer.value();
        row.revokedAt = when;
        row.reason = reason.code();
        row.message = message;
        return row;
    }

    private static void requireRevocable(Certificate certificate, RevocationReason reason) {
        boolean forCa = switch (certificate.purpose()) {
            case ROOT, ISSUING_CA -> true;
            case END_ENTITY, OCSP_RESPONDER -> false;
        };
        // RFC 5280 §6: path validation never looks at the status of a trust anchor.
        if (certificate.purpose() == Purpose.ROOT) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "A root cannot be revoked; it is taken out of the trust stores.");
        }
        if (reason == RevocationReason.CA_COMPROMISE && !forCa) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "The reason caCompromise is for certificates of CAs only.");
        }
    }

    private Instant revocationTime(@Nullable Instant wanted, Instant notBefore) {
        Instant now = now();
        if (wanted == null) {
            return now;
        }
        if (wanted.isBefore(notBefore) || wanted.isAfter(now.plusSeconds(1))) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "The revocation date must lie between the begin of the certificate's validity and now.");
        }
        return wanted.truncatedTo(ChronoUnit.SECONDS);
    }

    // CRLs and OCSP answers know whole seconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String checkedMessage(@Nullable String message) {
        if (message == null) {
            return "";
        }
        if (message.length() > LONGEST_MESSAGE || message.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "The reason must have at most " + LONGEST_MESSAGE + " characters and no control characters.");
        }
        return message;
    }

    private static RefusedException alreadyRevoked() {
        return new RefusedException(Refusal.ALREADY_REVOKED, "The certificate has already been revoked.");
    }
}
