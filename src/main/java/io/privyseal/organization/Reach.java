package io.privyseal.organization;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The organizations and departments on which a caller may act, per kind of certificate. */
public sealed interface Reach {
    /** All organizations, now and later: an MRAO, or Privyseal itself. */
    record Everything() implements Reach {}

    /** Those of a RAO (its organizations with their departments) or DRAO (its departments). */
    record Only(Map<CertificateKind, Set<OrganizationId>> organizations) implements Reach {
        public Only {
            organizations = Map.copyOf(organizations);
        }
    }

    static Reach everything() {
        return new Everything();
    }

    /** Whether the caller may act on the organization for at least one kind. */
    default boolean covers(OrganizationId organization) {
        return switch (this) {
            case Everything() -> true;
            case Only(var organizations) ->
                organizations.values().stream().anyMatch(some -> some.contains(organization));
        };
    }

    /** Whether the caller may act on the organization for this kind. */
    default boolean covers(CertificateKind kind, OrganizationId organization) {
        return switch (this) {
            case Everything() -> true;
            case Only(var organizations) ->
                organizations.getOrDefault(kind, Set.of()).contains(organization);
        };
    }

    /** Whether the caller may act on the organization for all these kinds. */
    default boolean covers(Collection<CertificateKind> kinds, OrganizationId organization) {
        return kinds.stream().allMatch(kind -> covers(kind, organization));
    }

    default boolean isEverything() {
        return this instanceof Everything;
    }

    /** All organizations of a limited reach, whatever the kind. */
    static Set<OrganizationId> union(Only only) {
        return only.organizations().values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
