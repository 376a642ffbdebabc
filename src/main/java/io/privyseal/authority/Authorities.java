package io.privyseal.authority;

import io.privyseal.audit.Actor;
import io.privyseal.audit.AuditEvent;
import io.privyseal.audit.AuditTrail;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The certificate authorities of a customer. */
@Singleton
public class Authorities {
    private static final int LONGEST_CHAIN = 16;

    private final AuthorityRepository repository;
    private final KeyStore keys;
    private final AuditTrail audit;
    private final Clock clock;
    private final Remembered<AuthorityId, Optional<CertificateAuthority>> published;

    Authorities(
            AuthorityRepository repository,
            KeyStore keys,
            AuditTrail audit,
            Clock clock,
            ConfigurationVersion version) {
        this.repository = repository;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
        this.published = new Remembered<>(version);
    }

    @Transactional
    public List<CertificateAuthority> list(CustomerId customer) {
        return repository.list(customer);
    }

    /** Every CA of every customer that has a certificate, for the status services and their jobs. */
    @Transactional
    public List<CertificateAuthority> listPublished() {
        return repository.withCertificate();
    }

    /** A CA by its number alone; what the status services show of it is public. */
    @Transactional
    public Optional<CertificateAuthority> findPublished(AuthorityId id) {
        return published.get(
                id, wanted -> repository.findAnywhere(wanted).filter(authority -> authority.certificate() != null));
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_OBJECT} */
    @Transactional
    public CertificateAuthority require(CustomerId customer, AuthorityId id) {
        return repository.find(customer, id).orElseThrow(() -> unknown(id));
    }

    /** The certificates from a CA up to its root, the CA's own first. */
    @Transactional
    public List<AuthorityCertificate> chain(AuthorityId id) {
        return upwards(id).stream()
                .map(CertificateAuthority::requireCertificate)
                .toList();
    }

    /** The CAs from one up to its root. */
    @Transactional
    public List<AuthorityId> path(CertificateAuthority authority) {
        return upwards(authority.id()).stream().map(CertificateAuthority::id).toList();
    }

    private List<CertificateAuthority> upwards(AuthorityId id) {
        List<CertificateAuthority> found = new ArrayList<>();
        AuthorityId next = id;
        while (next != null && found.size() < LONGEST_CHAIN) {
            AuthorityId current = next;
            CertificateAuthority authority = findPublished(current)
                    .or(() -> repository.findAnywhere(current))
                    .orElseThrow(() -> unknown(current));
            found.add(authority);
            next = authority.parent();
        }
        return List.copyOf(found);
    }

    /** All certificates that a CA has had, the newest first. */
    @Transactional
    public List<AuthorityCertificate> certificates(CustomerId customer, AuthorityId id) {
        return repository.certificates(require(customer, id).id());
    }

    /** @throws RefusedException {@link Refusal#NAME_TAKEN} */
    @Transactional
    public void requireNameFree(CustomerId customer, String name) {
        if (repository.isNameTaken(customer, name.toLowerCase(Locale.ROOT))) {
            throw AuthorityRepository.nameTaken(name);
        }
    }

    /** Makes a key for a CA to come; may take seconds, and needs no transaction. */
    public FreshKey newKey(KeyTemplate template) {
        return keys.make(template);
    }

    /** As {@link #prepare(CustomerId, String, AuthorityId, FreshKey, SignatureHash, Actor)}, with a key of the kind. */
    @Transactional
    public CertificateAuthority prepare(
            CustomerId customer,
            String name,
            @Nullable AuthorityId parent,
            KeyTemplate template,
            SignatureHash hash,
            Actor actor) {
        return prepare(customer, name, parent, newKey(template), hash, actor);
    }

    /**
     * Records a new CA with its key; the certificate follows through the pipeline.
     *
     * @throws RefusedException {@link Refusal#NAME_TAKEN}
     */
    @Transactional
    public CertificateAuthority prepare(
            CustomerId customer,
            String name,
            @Nullable AuthorityId parent,
            FreshKey key,
            SignatureHash hash,
            Actor actor) {
        requireNameFree(customer, name);
        AuthorityRow row = new AuthorityRow();
        row.customerId = customer.value();
        row.name = name;
        row.nameKey = name.toLowerCase(Locale.ROOT);
        row.kind = parent == null ? CertificateAuthority.Kind.ROOT : CertificateAuthority.Kind.ISSUING;
        row.parentId = parent == null ? null : parent.value();
        row.keyId = keys.keep(customer, KeyPurpose.AUTHORITY, key).id().value();
        row.signatureHash = hash;
        row.state = CertificateAuthority.State.PENDING;
        row.createdAt = clock.instant();
        CertificateAuthority authority = repository.add(row);
        audit.record(new AuditEvent(
                customer,
                actor,
                "authority.create",
                "authority",
                Long.toString(authority.id().value()),
                Map.of(),
                Map.of(
                        "name",
                        name,
                        "kind",
                        row.kind.name(),
                        "key",
                        key.template().name(),
                        "hash",
                        hash.name())));
        return authority;
    }

    /** Moves a CA to another state. */
    @Transactional
    public void move(CustomerId customer, AuthorityId id, CertificateAuthority.State to, Actor actor) {
        CertificateAuthority authority = require(customer, id);
        CertificateAuthority.State from = authority.state();
        if (from == to) {
            return;
        }
        if (!from.mayBecome(to) || from == CertificateAuthority.State.PENDING || !repository.move(id, from, to)) {
            throw new RefusedException(Refusal.STATE_CONFLICT, "A CA in state " + from + " cannot become " + to + ".");
        }
        audit.record(new AuditEvent(
                customer,
                actor,
                "authority.state",
                "authority",
                Long.toString(id.value()),
                Map.of("state", from.name()),
                Map.of("state", to.name())));
    }

    /**
     * Forgets a CA whose making was cut off before it had a certificate, with its key.
     *
     * @throws RefusedException {@link Refusal#STATE_CONFLICT} for every other CA: what has signed is never deleted
     */
    @Transactional
    public void discard(CustomerId customer, AuthorityId id, Actor actor) {
        CertificateAuthority authority = require(customer, id);
        if (authority.state() != CertificateAuthority.State.PENDING || !repository.removePending(authority)) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The CA '" + authority.name() + "' has a certificate: retire it instead.");
        }
        audit.record(new AuditEvent(
                customer,
                actor,
                "authority.discard",
                "authority",
                Long.toString(id.value()),
                Map.of("name", authority.name(), "state", authority.state().name()),
                Map.of()));
    }

    /**
     * Records a CA's new certificate, in the transaction that records its issuance.
     *
     * @throws RefusedException {@link Refusal#STATE_CONFLICT} when the CA was retired or discarded meanwhile
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void adopt(CertificateAuthority authority, SignedCertificate signed, Actor actor) {
        AuthorityCertificate certificate = AuthorityCertificate.parse(signed.der());
        if (!repository.holdForCertificate(authority.id())) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The CA '" + authority.name() + "' gets no more certificates.");
        }
        repository.addCertificate(authority.id(), certificate, clock.instant());
        repository.move(authority.id(), CertificateAuthority.State.PENDING, CertificateAuthority.State.ACTIVE);
        audit.record(new AuditEvent(
                authority.customer(),
                actor,
                "authority.certificate",
                "authority",
                Long.toString(authority.id().value()),
                Map.of(),
                Map.of(
                        "serial",
                        signed.serial().hex(),
                        "notAfter",
                        certificate.notAfter().toString())));
    }

    /** The public side of a CA's key. */
    @Transactional
    public HeldKey key(CertificateAuthority authority) {
        return keys.require(authority.key());
    }

    private static RefusedException unknown(AuthorityId id) {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no CA with id " + id.value() + ".");
    }
}
