package io.privyseal.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

@Singleton
class CertificateProfileRepository implements PanacheRepositoryBase<CertificateProfileRow, Long> {
    private final ObjectMapper json;

    CertificateProfileRepository(ObjectMapper json) {
        this.json = json;
    }

    Optional<CertificateProfile> find(CustomerId customer, ProfileId id) {
        return findRow(customer, id).map(this::toDomain);
    }

    Optional<CertificateProfileRow> findRow(CustomerId customer, ProfileId id) {
        return find("id = ?1 and customerId = ?2", id.value(), customer.value()).firstResultOptional();
    }

    List<CertificateProfile> list(CustomerId customer, @Nullable CertificateKind kind) {
        List<CertificateProfileRow> rows = kind == null
                ? list("customerId = ?1 order by id", customer.value())
                : list("customerId = ?1 and kind = ?2 order by id", customer.value(), kind);
        return rows.stream().map(this::toDomain).toList();
    }

    boolean isNameTaken(CustomerId customer, CertificateKind kind, String nameKey, long except) {
        return count(
                        "customerId = ?1 and kind = ?2 and nameKey = ?3 and id <> ?4",
                        customer.value(),
                        kind,
                        nameKey,
                        except)
                > 0;
    }

    /** The row, held back from other changes until the transaction ends. */
    Optional<CertificateProfileRow> lock(CustomerId customer, ProfileId id) {
        return find("id = ?1 and customerId = ?2", id.value(), customer.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Writes what has changed; the database refuses a name that somebody took meanwhile. */
    void flush(String name) {
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw nameTaken(name);
        }
    }

    /** One conditional statement; false when it was so already. */
    boolean enable(CustomerId customer, ProfileId id, boolean enabled, Instant now) {
        return update(
                        "enabled = ?1, updatedAt = ?2 where id = ?3 and customerId = ?4 and enabled <> ?1",
                        enabled,
                        now,
                        id.value(),
                        customer.value())
                == 1;
    }

    /** Foreign keys refuse once something was requested by it, and while an endpoint points at it. */
    void remove(CertificateProfileRow row) {
        delete(row);
        try {
            flush();
        } catch (ConstraintViolationException _) {
            throw new RefusedException(
                    Refusal.IN_USE,
                    "Certificates were requested by the profile '" + row.name
                            + "', or an endpoint offers it: disable it instead.");
        }
    }

    static RefusedException nameTaken(String name) {
        return new RefusedException(Refusal.NAME_TAKEN, "A profile named '" + name + "' exists already.");
    }

    CertificateProfile toDomain(CertificateProfileRow row) {
        try {
            return row.toDomain(json.readValue(row.rules, ProfileRules.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The rules of profile " + row.id + " cannot be read", e);
        }
    }

    String toJson(ProfileRules rules) {
        try {
            return json.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Rules cannot be written", e);
        }
    }
}
