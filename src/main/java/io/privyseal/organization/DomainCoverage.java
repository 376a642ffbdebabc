package io.privyseal.organization;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which entries cover which names; the rules are those of {@link DomainPrivilege}. */
final class DomainCoverage {
    private DomainCoverage() {}

    /**
     * The entries that could cover a name: at most two per label.
     *
     * @return empty for what is no DNS name, so that it is covered by nothing
     */
    static Set<String> candidates(String requested) {
        String name = requested.toLowerCase(Locale.ROOT);
        String host = DomainName.hostOf(name);
        if (!DomainName.isHost(host)) {
            return Set.of();
        }
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(host);
        if (DomainName.isWildcard(name)) {
            candidates.add(name);
        }
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            String parent = host.substring(dot + 1);
            candidates.add(parent);
            candidates.add("*." + parent);
        }
        return candidates;
    }

    /** Whether an entry with these privileges covers the name. */
    static boolean covers(String entry, int privileges, String requested) {
        String name = requested.toLowerCase(Locale.ROOT);
        if (entry.equals(name) && DomainPrivilege.DOMAIN.isIn(privileges)) {
            return true;
        }
        DomainPrivilege needed = needed(DomainName.hostOf(entry), name);
        return needed != null && needed.isIn(privileges);
    }

    private static @Nullable DomainPrivilege needed(String base, String name) {
        String host = DomainName.hostOf(name);
        boolean below = host.length() > base.length()
                && host.endsWith(base)
                && host.charAt(host.length() - base.length() - 1) == '.';
        if (DomainName.isWildcard(name)) {
            return host.equals(base)
                    ? DomainPrivilege.WILDCARD_1ST_LEVEL
                    : below ? DomainPrivilege.WILDCARD_2ND_LEVEL : null;
        }
        return below ? DomainPrivilege.SUBDOMAIN : null;
    }

    /** The covering grant with the longest entry, so that the answer does not depend on the order of rows. */
    static Optional<DomainId> covering(Collection<Grant> grants, String requested) {
        Grant best = null;
        for (Grant grant : grants) {
            if (covers(grant.name(), grant.privileges(), requested)
                    && (best == null || grant.name().length() > best.name().length())) {
                best = grant;
            }
        }
        return Optional.ofNullable(best).map(grant -> new DomainId(grant.domainId()));
    }

    /** What an active delegation of an active domain grants. */
    record Grant(long domainId, String name, int privileges) {}
}
