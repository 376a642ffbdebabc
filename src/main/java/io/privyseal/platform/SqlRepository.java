package io.privyseal.platform;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;

/** A repository with changes in SQL, for statements of busy paths: Hibernate translates an update in HQL anew each time. */
public interface SqlRepository<E> extends PanacheRepositoryBase<E, Long> {
    /**
     * Flushes what is pending and executes a statement in the caller's transaction. What Hibernate has read before is
     * forgotten, so that it does not hide the change from what is read after it.
     *
     * @param parameters for {@code ?1} and so on; an enum stands for its name
     * @return how many rows it has changed
     */
    default int change(String sql, Object... parameters) {
        EntityManager session = getEntityManager();
        Query statement = session.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setParameter(i + 1, parameters[i] instanceof Enum<?> named ? named.name() : parameters[i]);
        }
        int changed = statement.executeUpdate();
        session.clear();
        return changed;
    }
}
