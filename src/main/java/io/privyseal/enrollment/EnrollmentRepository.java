package io.privyseal.enrollment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privyseal.audit.Actor;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.WantedValidity;
import io.privyseal.enrollment.EnrollmentRequest.CustomFieldValue;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.ForeignCertificate;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Sha256;
import io.privyseal.platform.SqlRepository;
import io.privyseal.profile.ProfileId;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class EnrollmentRepository implements SqlRepository<EnrollmentRow> {
    private static final TypeReference<List<CustomFieldValue>> CUSTOM_FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<SubjectAlternativeName>> NAMES = new TypeReference<>() {};

    /** Ends a request without a certificate. */
    private static final String IN_VAIN =
            "state = ?1, refusalReason = ?2, refusalDetail = ?3, node = null, leaseUntil = null where id = ?4 and state = ?5";

    private final ObjectMapper json;
    private final RequestedRepository requested;

    EnrollmentRepository(ObjectMapper json, RequestedRepository requested) {
        this.json = json;
        this.requested = requested;
    }

    /** @throws RefusedException {@link Refusal#NOT_READY} when there is a request with this transaction key */
    RequestId add(EnrollmentRow row) {
        requested.keepOrganization(row.organizationId);
        if (row.profileId != null) {
            requested.keepProfile(row.profileId);
        }
        persist(row);
        if (row.transactionKey != null) {
            flushFirst();
        }
        return new RequestId(row.id);
    }

    private void flushFirst() {
        try {
            flush();
        } catch (ConstraintViolationException e) {
            throw new RefusedException(Refusal.NOT_READY, "The request is being processed already.", e);
        }
    }

    Optional<Enrollment> find(CustomerId customer, RequestId id) {
        return findByIdOptional(id.value())
                .filter(row -> row.customerId == customer.value())
                .map(this::toDomain);
    }

    /**
     * Remembers what was requested last in a certificate's place.
     *
     * @throws RefusedException {@link Refusal#STATE_CONFLICT} when somebody else was first, and that has not come to nothing
     */
    void setSuccessor(CustomerId customer, RequestId replaced, RequestId by) {
        EnrollmentRow row = lock(customer, replaced).orElseThrow();
        if (row.successorId != null
                && find(customer, new RequestId(row.successorId))
                        .filter(earlier -> !earlier.state().isInVain())
                        .isPresent()) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The certificate cannot be replaced: another replacement came first.");
        }
        row.successorId = by.value();
    }

    /** The row, locked for a change. */
    Optional<EnrollmentRow> lock(CustomerId customer, RequestId id) {
        return find("id = ?1 and customerId = ?2", id.value(), customer.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** @throws RefusedException {@link Refusal#IN_USE} when something else is kept that tells of the request */
    void remove(EnrollmentRow row) {
        delete(row);
        try {
            flush();
        } catch (ConstraintViolationException e) {
            throw new RefusedException(Refusal.IN_USE, "The request is needed by what is kept of its protocol.", e);
        }
    }

    Optional<Enrollment> findByTransaction(CustomerId customer, String transactionKey) {
        return find("customerId = ?1 and transactionKey = ?2", customer.value(), transactionKey)
                .firstResultOptional()
                .map(this::toDomain);
    }

    /** Records what is about to be signed, before the key is used. */
    void addIntent(CustomerId customer, @Nullable RequestId request, SealedPlan sealed, Instant now) {
        IssuanceRow row = new IssuanceRow();
        row.authorityId = sealed.issuer().id().value();
        row.serial = sealed.serial().hex();
        row.customerId = customer.value();
        row.requestId = request == null ? null : request.value();
        row.toBeSigned = sealed.toBeSigned();
        row.recordedAt = now;
        getEntityManager().persist(row);
    }

    /** APPROVED → ISSUING; false when somebody else was first. */
    boolean claim(RequestId id, SerialNumber serial, String node, Instant leaseUntil) {
        return update(
                        "state = ?1, issuingSerial = ?2, node = ?3, leaseUntil = ?4 where id = ?5 and state = ?6",
                        RequestState.ISSUING,
                        serial.hex(),
                        node,
                        leaseUntil,
                        id.value(),
                        RequestState.APPROVED)
                == 1;
    }

    /** ISSUING → ISSUED; false when recovery took the request away meanwhile. */
    boolean complete(RequestId id, SerialNumber serial, CertificateId certificate, Instant now) {
        return change(
                        "update enrollment_request set state = ?1, certificate_id = ?2, issued_at = ?3, node = null,"
                                + " lease_until = null where id = ?4 and state = ?5 and issuing_serial = ?6",
                        RequestState.ISSUED,
                        certificate.value(),
                        now,
                        id.value(),
                        RequestState.ISSUING,
                        serial.hex())
                == 1;
    }

    /** Moves a request between states that need nothing else; false when it was not in the first. */
    boolean move(RequestId id, RequestState from, RequestState to) {
        return update("state = ?1 where id = ?2 and state = ?3", to, id.value(), from) == 1;
    }

    /** ISSUING → FAILED; false when recovery took the request away meanwhile. */
    boolean fail(RequestId id, SerialNumber serial, String reason, String detail) {
        return update(
                        IN_VAIN + " and issuingSerial = ?6",
                        RequestState.FAILED,
                        reason,
                        detail,
                        id.value(),
                        RequestState.ISSUING,
                        serial.hex())
                == 1;
    }

    /** APPROVED → REFUSED. */
    boolean refuse(RequestId id, String reason, String detail) {
        return update(IN_VAIN, RequestState.REFUSED, reason, detail, id.value(), RequestState.APPROVED) == 1;
    }

    boolean approve(
            RequestId id, RequestState from, Decision decision, String digest, String node, Instant leaseUntil) {
        return update(
                        "state = ?1, approvedAt = ?2, approverId = ?3, approverName = ?4, decisionMessage = ?5,"
                                + " planDigest = ?6, node = ?7, leaseUntil = ?8, declinedAt = null"
                                + " where id = ?9 and state = ?10",
                        RequestState.APPROVED,
                        decision.at(),
                        decision.by().administratorId(),
                        decision.by().name(),
                        decision.message(),
                        digest,
                        node,
                        leaseUntil,
                        id.value(),
                        from)
                == 1;
    }

    boolean decline(RequestId id, Decision decision) {
        return update(
                        "state = ?1, declinedAt = ?2, approverId = ?3, approverName = ?4, decisionMessage = ?5"
                                + " where id = ?6 and state = ?7",
                        RequestState.DECLINED,
                        decision.at(),
                        decision.by().administratorId(),
                        decision.by().name(),
                        decision.message(),
                        id.value(),
                        RequestState.AWAITING_APPROVAL)
                == 1;
    }

    /** Requests that a node was working on when it stopped: its own, or those whose lease has run out. */
    List<Enrollment> listAbandoned(@Nullable String node, Instant now, int limit) {
        return find(
                        "state in (?1, ?2) and (leaseUntil < ?3 or node = ?4) order by id",
                        RequestState.ISSUING,
                        RequestState.APPROVED,
                        now,
                        node)
                .withLock(LockModeType.NONE)
                .page(0, limit)
                .list()
                .stream()
                .map(this::toDomain)
                .toList();
    }

    /** ISSUING → APPROVED under a new lease; what was about to be signed counts as signed. */
    boolean takeBack(RequestId id, String node, Instant now, Instant leaseUntil) {
        EnrollmentRow row = findById(id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.state != RequestState.ISSUING || isLeased(row, node, now)) {
            return false;
        }
        spend(id, row.issuingSerial, now);
        row.state = RequestState.APPROVED;
        row.issuingSerial = null;
        row.node = node;
        row.leaseUntil = leaseUntil;
        return true;
    }

    /** How often something was about to be signed for a request. */
    long countIntents(RequestId id) {
        return getEntityManager()
                .createQuery("select count(*) from IssuanceRow where requestId = ?1", Long.class)
                .setParameter(1, id.value())
                .getSingleResult();
    }

    /** From now on this serial number counts as used, whether or not the key was. */
    void spend(RequestId id, SerialNumber serial, Instant now) {
        spend(id, serial.hex(), now);
    }

    private void spend(RequestId id, @Nullable String serial, Instant now) {
        getEntityManager()
                .createQuery("update IssuanceRow set spentAt = ?1 where requestId = ?2 and serial = ?3")
                .setParameter(1, now)
                .setParameter(2, id.value())
                .setParameter(3, serial)
                .executeUpdate();
    }

    private static boolean isLeased(EnrollmentRow row, String node, Instant now) {
        Instant until = row.leaseUntil;
        return until != null && !until.isBefore(now) && !node.equals(row.node);
    }

    /** Takes over an approved request that nobody is working on. */
    boolean adopt(RequestId id, String node, Instant now, Instant leaseUntil) {
        return update(
                        "node = ?1, leaseUntil = ?2 where id = ?3 and state = ?4"
                                + " and (leaseUntil is null or leaseUntil < ?5 or node = ?1)",
                        node,
                        leaseUntil,
                        id.value(),
                        RequestState.APPROVED,
                        now)
                == 1;
    }

    /** Serial numbers of unknown fate, which may be revoked although no certificate is on record. */
    boolean isSpent(AuthorityId authority, SerialNumber serial) {
        return getEntityManager()
                        .createQuery(
                                "select count(*) from IssuanceRow where authorityId = ?1 and serial = ?2 and spentAt is not null",
                                Long.class)
                        .setParameter(1, authority.value())
                        .setParameter(2, serial.hex())
                        .getSingleResult()
                > 0;
    }

    EnrollmentRow toRow(EnrollmentRequest request, EnrollmentNames names, String renewId, Instant now) {
        EnrollmentRow row = new EnrollmentRow();
        row.customerId = request.customer().value();
        row.organizationId = request.organization().value();
        row.profileId = request.profile().value();
        row.kind = request.kind();
        row.csr = request.csr();
        row.commonName = names.commonName();
        row.commonNameKey = names.commonNameKey();
        row.names = names.joined();
        row.requestedNames = write(request.names());
        row.termDays = request.termDays();
        WantedValidity validity = request.validity();
        row.wantedNotBefore = validity == null ? null : validity.notBefore();
        row.wantedNotAfter = validity == null ? null : validity.notAfter();
        row.wantedAt = validity == null ? null : validity.asked();
        row.comments = request.comments();
        row.externalRequester = request.externalRequester();
        row.customFields = write(request.customFields());
        row.via = request.via();
        row.requesterKind = request.requester().kind().name();
        row.requesterName = request.requester().name();
        row.requesterId = request.requester().administratorId();
        row.requesterAddress = request.requester().address();
        row.transactionKey = request.transactionKey();
        row.renewId = renewId;
        Predecessor predecessor = request.predecessor();
        row.predecessorId = predecessor == null ? null : predecessor.request().value();
        row.follows = predecessor == null ? null : predecessor.how();
        row.requestedAt = now;
        return row;
    }

    /** A certificate from outside; its content is its transaction, so that it is there once. */
    EnrollmentRow toImportedRow(
            CustomerId customer, CertificateImports.Draft draft, EnrollmentNames names, Actor importer, Instant now) {
        ForeignCertificate certificate = draft.certificate();
        EnrollmentRow row = new EnrollmentRow();
        row.customerId = customer.value();
        row.organizationId = draft.organization().value();
        row.kind = draft.kind();
        row.state = RequestState.ISSUED;
        row.csr = draft.csr();
        row.commonName = names.commonName();
        row.commonNameKey = names.commonNameKey();
        row.names = names.joined();
        row.requestedNames = "[]";
        row.termDays = (int)
                Duration.between(certificate.notBefore(), certificate.notAfter().plusSeconds(1))
                        .toDays();
        row.comments = draft.comments();
        row.externalRequester = "";
        row.customFields = write(draft.customFields());
        row.via = RequestedVia.IMPORTED;
        row.requesterKind = importer.kind().name();
        row.requesterName = importer.name();
        row.requesterId = importer.administratorId();
        row.requesterAddress = importer.address();
        row.transactionKey = "import:" + Sha256.hex(certificate.der());
        row.owner = draft.owner().isEmpty() ? null : draft.owner();
        row.backendId = draft.backendId().isEmpty() ? null : draft.backendId();
        row.requestedAt = now;
        row.issuedAt = certificate.notBefore();
        return row;
    }

    private static @Nullable Predecessor predecessor(EnrollmentRow row) {
        return row.predecessorId == null || row.follows == null
                ? null
                : new Predecessor(new RequestId(row.predecessorId), row.follows);
    }

    private static @Nullable WantedValidity wanted(EnrollmentRow row) {
        return row.wantedAt == null ? null : new WantedValidity(row.wantedNotBefore, row.wantedNotAfter, row.wantedAt);
    }

    Enrollment toDomain(EnrollmentRow row) {
        return new Enrollment(
                new RequestId(row.id),
                new CustomerId(row.customerId),
                new OrganizationId(row.organizationId),
                row.profileId == null ? null : new ProfileId(row.profileId),
                row.kind,
                row.state,
                row.csr,
                row.commonName,
                Arrays.stream(row.names.split(","))
                        .filter(name -> !name.isEmpty())
                        .toList(),
                read(row.requestedNames, NAMES),
                row.termDays,
                wanted(row),
                row.comments,
                row.externalRequester,
                read(row.customFields, CUSTOM_FIELDS),
                row.via,
                row.requesterName,
                row.requesterId,
                row.renewId,
                row.planDigest,
                row.approverName,
                row.decisionMessage,
                row.refusalDetail,
                row.requestedAt,
                row.approvedAt,
                row.declinedAt,
                row.issuedAt,
                row.certificateId == null ? null : new CertificateId(row.certificateId),
                row.owner,
                row.backendId,
                predecessor(row),
                row.successorId == null ? null : new RequestId(row.successorId));
    }

    String write(List<?> values) {
        if (values.isEmpty()) {
            return "[]";
        }
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request cannot be written", e);
        }
    }

    private <T> List<T> read(String text, TypeReference<List<T>> type) {
        if (text.equals("[]")) {
            return List.of();
        }
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored request cannot be read", e);
        }
    }
}
