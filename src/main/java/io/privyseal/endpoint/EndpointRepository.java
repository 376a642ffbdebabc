package io.privyseal.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.secret.MasterKey;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class EndpointRepository implements PanacheRepositoryBase<EndpointRow, Long> {
    private static final String SEALING_PURPOSE = "webhook of endpoint ";

    private final ObjectMapper json;
    private final MasterKey masterKey;

    EndpointRepository(ObjectMapper json, MasterKey masterKey) {
        this.json = json;
        this.masterKey = masterKey;
    }

    Optional<EnrollmentEndpoint> find(CustomerId customer, EndpointId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .firstResultOptional()
                .map(this::toDomain);
    }

    /** The one query that names no customer: an address comes first, and says whose it is. */
    Optional<EnrollmentEndpoint> findByUriKey(EndpointDoor door, String uriKey) {
        return find("door = ?1 and uriKey = ?2", door, uriKey)
                .firstResultOptional()
                .map(this::toDomain);
    }

    /** The salt of its accounts' access codes; none where it has no such accounts. */
    Optional<String> findSalt(CustomerId customer, EndpointId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .firstResultOptional()
                .map(row -> row.accessCodeSalt);
    }

    /** The row, held back from other changes until the transaction ends. */
    Optional<EndpointRow> lock(CustomerId customer, EndpointId id) {
        return find("customerId = ?1 and id = ?2", customer.value(), id.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<EnrollmentEndpoint> enabled(CustomerId customer, EndpointDoor door) {
        return list("customerId = ?1 and door = ?2 and enabled = true order by id", customer.value(), door).stream()
                .map(this::toDomain)
                .toList();
    }

    /** @param visible to which organizations an endpoint of a kind may be delegated to be shown; null for all */
    Paged<EnrollmentEndpoint> list(
            CustomerId customer,
            @Nullable Map<CertificateKind, Set<OrganizationId>> visible,
            EndpointFilter filter,
            Page page) {
        Criteria criteria = Criteria.where(
                        "from EndpointRow e where e.customerId = :customer", "customer", customer.value())
                .andContains("lower(e.name)", "name", filter.name())
                .andContains("e.uriKey", "extension", filter.uriExtension());
        if (visible != null && !andVisible(criteria, visible)) {
            return new Paged<>(List.of(), 0);
        }
        if (!filter.types().isEmpty()) {
            criteria.and("e.type in :types", "types", filter.types());
        }
        long total = count(criteria.where(), criteria.parameters());
        if (total <= page.position() || page.size() == 0) {
            return new Paged<>(List.of(), total);
        }
        List<EndpointRow> rows = find(criteria.where() + " order by e.id", criteria.parameters())
                .range(page.position(), page.position() + page.size() - 1)
                .list();
        return new Paged<>(rows.stream().map(this::toDomain).toList(), total);
    }

    /** @return false when nothing is visible */
    private static boolean andVisible(Criteria criteria, Map<CertificateKind, Set<OrganizationId>> visible) {
        List<String> some = new ArrayList<>();
        visible.forEach((kind, organizations) -> {
            if (!organizations.isEmpty()) {
                some.add("(e.type in :types" + kind + " and (e.organizations is empty or exists"
                        + " (select 1 from EndpointRow d join d.organizations o where d.id = e.id and o in :at" + kind
                        + ")))");
                criteria.set("types" + kind, EndpointType.of(kind));
                criteria.set(
                        "at" + kind,
                        organizations.stream().map(OrganizationId::value).toList());
            }
        });
        criteria.and("(" + String.join(" or ", some) + ")");
        return !some.isEmpty();
    }

    /** Writes what has changed; the database refuses an extension that somebody took meanwhile. */
    void flush(EndpointDraft draft) {
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw extensionTaken(draft.uriExtension());
        }
    }

    boolean isTaken(EndpointDoor door, String uriKey) {
        return count("door = ?1 and uriKey = ?2", door, uriKey) > 0;
    }

    /** Foreign keys refuse while an account points at it. */
    void remove(EndpointRow row) {
        delete(row);
        try {
            flush();
        } catch (ConstraintViolationException used) {
            throw new RefusedException(
                    Refusal.IN_USE, "The endpoint '" + row.name + "' still has accounts: disable it instead.", used);
        }
    }

    /** Says nothing of whose it is: that is another customer's business. */
    static RefusedException extensionTaken(String extension) {
        return new RefusedException(Refusal.NAME_TAKEN, "The URI extension '" + extension + "' is already in use.");
    }

    static String uriKey(String extension) {
        return extension.toLowerCase(Locale.ROOT);
    }

    EnrollmentEndpoint toDomain(EndpointRow row) {
        try {
            return row.toDomain(
                    switch (row.door) {
                        case ACME ->
                            json.readValue(row.settings, StoredAcmeSettings.class)
                                    .toDomain();
                        case SCEP ->
                            json.readValue(row.settings, StoredScepSettings.class)
                                    .toDomain(webhookKey(row), row.azureAccountId);
                        case EST ->
                            json.readValue(row.settings, StoredEstSettings.class)
                                    .toDomain();
                    });
        } catch (JsonProcessingException | RefusedException e) {
            throw new IllegalStateException("The settings of endpoint " + row.id + " cannot be read", e);
        }
    }

    void fillSettings(EndpointRow row, EndpointSettings settings) {
        row.settings = toJson(settings);
        if (settings instanceof ScepSettings scep) {
            row.azureAccountId = scep.azureAccount();
            fillWebhookKey(row, scep.webhook());
        }
    }

    /** A key that stays is not sealed again, so that nothing seems to have changed. */
    private void fillWebhookKey(EndpointRow row, @Nullable ChallengeWebhook webhook) {
        if (webhook == null) {
            row.sealedWebhookKey = null;
            row.masterKeyId = null;
        } else if (!webhook.key().equals(webhookKey(row))) {
            row.sealedWebhookKey = masterKey.seal(webhook.key().value(), sealingPurpose(row));
            row.masterKeyId = masterKey.id();
        }
    }

    private @Nullable MacKey webhookKey(EndpointRow row) {
        byte[] sealed = row.sealedWebhookKey;
        return sealed == null ? null : new MacKey(masterKey.unseal(sealed, sealingPurpose(row)));
    }

    /** Bound to the address, which never changes, so that rows cannot be swapped. */
    private static String sealingPurpose(EndpointRow row) {
        return SEALING_PURPOSE + row.uriKey;
    }

    private String toJson(EndpointSettings settings) {
        try {
            return json.writeValueAsString(
                    switch (settings) {
                        case AcmeSettings acme -> StoredAcmeSettings.from(acme);
                        case ScepSettings scep -> StoredScepSettings.from(scep);
                        case EstSettings est -> StoredEstSettings.from(est);
                    });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings cannot be written", e);
        }
    }
}
