package io.privyseal.enrollment;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Which organizations have requested by which profiles, so that neither can be deleted afterwards: one row for each pair,
 * with foreign keys, written with its first request. Later requests need not ask the database.
 */
@Singleton
class RequestedProfileRepository {
    private final EntityManager entities;
    private final Set<Pair> committed = ConcurrentHashMap.newKeySet();

    RequestedProfileRepository(EntityManager entities) {
        this.entities = entities;
    }

    private record Pair(long organization, long profile) {}

    /** @throws RefusedException when one of them was deleted since it was read */
    void hold(OrganizationId organization, ProfileId profile) {
        Pair pair = new Pair(organization.value(), profile.value());
        if (committed.contains(pair)) {
            return;
        }
        // First requests that come at once take turns here, and only the first of them writes.
        entities.createNativeQuery("select id from organization where id = ?1 for update", Long.class)
                .setParameter(1, pair.organization)
                .getResultList();
        if (isOnRecord(pair)) {
            committed.add(pair);
            return;
        }
        add(pair);
    }

    private boolean isOnRecord(Pair pair) {
        return !entities.createNativeQuery(
                        "select profile_id from requested_profile where organization_id = ?1 and profile_id = ?2")
                .setParameter(1, pair.organization)
                .setParameter(2, pair.profile)
                .getResultList()
                .isEmpty();
    }

    private void add(Pair pair) {
        try {
            entities.createNativeQuery("insert into requested_profile (organization_id, profile_id) values (?1, ?2)")
                    .setParameter(1, pair.organization)
                    .setParameter(2, pair.profile)
                    .executeUpdate();
        } catch (ConstraintViolationException e) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The organization or the profile has just been deleted.", e);
        }
    }
}
