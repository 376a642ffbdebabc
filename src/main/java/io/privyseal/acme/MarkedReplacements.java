package io.privyseal.acme;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.endpoint.Replacement;
import io.privyseal.endpoint.ReplacementScope;
import io.privyseal.endpoint.Replacements;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.RequestId;
import io.privyseal.inventory.Certificate;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Marks of certificates that are to be replaced: one row however many certificates it is about. */
@Singleton
class MarkedReplacements implements Replacements {
    private static final String OBJECT = "acme-replacement";

    private final ReplacementRepository repository;
    private final Enrollments enrollments;
    private final AuditTrail audit;
    private final Clock clock;

    MarkedReplacements(ReplacementRepository repository, Enrollments enrollments, AuditTrail audit, Clock clock) {
        this.repository = repository;
        this.enrollments = enrollments;
        this.audit = audit;
        this.clock = clock;
    }

    /** The newest mark that is about a certificate. */
    @Transactional
    Optional<Replacement> of(Certificate certificate) {
        return repository.about(certificate).stream()
                .filter(mark ->
                        mark.scope().profile() == null || mark.scope().profile().equals(profileOf(certificate)))
                .findFirst();
    }

    private @Nullable ProfileId profileOf(Certificate certificate) {
        Long request = certificate.request();
        return request == null
                ? null
                : enrollments
                        .require(certificate.customer(), CertificateKind.SSL, new RequestId(request))
                        .enrollment()
                        .profile();
    }

    @Override
    @Transactional
    public Replacement mark(CustomerId customer, ReplacementScope scope, @Nullable URI explanation, Actor actor) {
        ReplacementRow row = new ReplacementRow();
        row.customerId = customer.value();
        row.certificateId =
                scope.certificate() == null ? null : scope.certificate().value();
        row.serial = scope.serial() == null ? null : scope.serial().hex();
        row.authorityId = scope.issuer() == null ? null : scope.issuer().value();
        row.profileId = scope.profile() == null ? null : scope.profile().value();
        row.explanation = explanation == null ? null : explanation.toString();
        // As exact as every database keeps it.
        row.markedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Replacement mark = repository.add(row);
        record(customer, actor, "acme-replacement.mark", mark, Map.of(), described(mark));
        return mark;
    }

    @Override
    @Transactional
    public List<Replacement> list(CustomerId customer) {
        return repository.list(customer);
    }

    @Override
    @Transactional
    public void lift(CustomerId customer, long id, Actor actor) {
        Replacement mark = repository.find(customer, id).orElseThrow(() -> unknown(id));
        if (!repository.delete(customer, id)) {
            throw unknown(id);
        }
        record(customer, actor, "acme-replacement.lift", mark, described(mark), Map.of());
    }

    private static RefusedException unknown(long id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no replacement with id " + id + ".");
    }

    private void record(
            CustomerId customer,
            Actor actor,
            String action,
            Replacement mark,
            Map<String, String> before,
            Map<String, String> after) {
        audit.record(new AuditEvent(customer, actor, action, OBJECT, Long.toString(mark.id()), before, after));
    }

    private static Map<String, String> described(Replacement mark) {
        ReplacementScope scope = mark.scope();
        Map<String, String> described = new TreeMap<>();
        if (scope.certificate() != null) {
            described.put("certificate", Long.toString(scope.certificate().value()));
        }
        if (scope.serial() != null) {
            described.put("serial", scope.serial().hex());
        }
        if (scope.issuer() != null) {
            described.put("issuer", Long.toString(scope.issuer().value()));
        }
        if (scope.profile() != null) {
            described.put("profile", Long.toString(scope.profile().value()));
        }
        if (mark.explanation() != null) {
            described.put("explanation", mark.explanation().toString());
        }
        return described;
    }
}
