package io.privyseal.rest;

import io.privyseal.audit.Actor;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated administrator behind the current request.
 *
 * <p>Every method refuses with {@link Refusal#UNKNOWN_CALLER} when there is none.
 */
public interface Caller {
    CustomerId customer();

    Actor actor();

    boolean isMrao();

    /**
     * The organizations and departments on which the caller may act for a kind of certificate.
     *
     * @param kind null for those of any kind
     * @return empty for all
     */
    Optional<Set<OrganizationId>> visibleOrganizations(@Nullable CertificateKind kind);

    /** Whether the caller has the privilege. */
    boolean hasPrivilege(String wireName);

    /** Refuses with {@link Refusal#NOT_PERMITTED} when the caller lacks the privilege. */
    void requirePrivilege(String wireName);

    /** The same for all kinds, in the words of the tenancy services. */
    default Reach reach() {
        if (isMrao()) {
            return Reach.everything();
        }
        Map<CertificateKind, Set<OrganizationId>> organizations = new EnumMap<>(CertificateKind.class);
        for (CertificateKind kind : CertificateKind.values()) {
            organizations.put(kind, visibleOrganizations(kind).orElse(Set.of()));
        }
        return new Reach.Only(organizations);
    }

    /** As {@link #requirePrivilege} for what an MRAO may always do: privileges limit administrators below it. */
    default void requirePrivilegeUnlessMrao(String wireName) {
        if (!isMrao()) {
            requirePrivilege(wireName);
        }
    }

    /** Refuses with {@link Refusal#NOT_PERMITTED} whoever is no MRAO. */
    default void requireMrao() {
        if (!isMrao()) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized: the MRAO role is required.");
        }
    }
}
