package io.privyseal.enrollment;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.exception.ConstraintViolationException;

/**
 * For which organizations and by which profiles something was requested, so that none of them can be deleted afterwards:
 * one row for each, with a foreign key, written with the first request. Later requests need not ask the database.
 */
@Singleton
class RequestedRepository {
    private final EntityManager entities;
    private final Set<Kept> committed = ConcurrentHashMap.newKeySet();

    RequestedRepository(EntityManager entities) {
        this.entities = entities;
    }

    private enum Kind {
        ORGANIZATION("organization", "requested_organization"),
        PROFILE("certificate_profile", "requested_profile");

        private final String lock;
        private final String find;
        private final String add;

        Kind(String table, String requested) {
            lock = "select id from " + table + " where id = ?1 for update";
            find = "select id from " + requested + " where id = ?1";
            add = "insert into " + requested + " (id) values (?1)";
        }
    }

    private record Kept(Kind kind, long id) {}

    /** @throws RefusedException when it was deleted since it was read */
    void keepOrganization(long id) {
        keep(new Kept(Kind.ORGANIZATION, id));
    }

    /** @throws RefusedException when it was deleted since it was read */
    void keepProfile(long id) {
        keep(new Kept(Kind.PROFILE, id));
    }

    private void keep(Kept one) {
        if (committed.contains(one)) {
            return;
        }
        // First requests that come at once take turns here, and only the first of them writes.
        isFound(one.kind.lock, one);
        if (isFound(one.kind.find, one)) {
            committed.add(one);
            return;
        }
        add(one);
    }

    private boolean isFound(String query, Kept one) {
        return !entities.createNativeQuery(query)
                .setParameter(1, one.id)
                .getResultList()
                .isEmpty();
    }

    private void add(Kept one) {
        try {
            entities.createNativeQuery(one.kind.add).setParameter(1, one.id).executeUpdate();
        } catch (ConstraintViolationException e) {
            throw new RefusedException(
                    Refusal.STATE_CONFLICT, "The organization or the profile has just been deleted.", e);
        }
    }
}
