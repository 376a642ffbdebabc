package io.privyseal.organization;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a delegation lets an organization request certificates for.
 *
 * <p>For a domain entry {@code x}, and for {@code *.x} alike, "below" means below {@code x}:
 *
 * <table>
 * <caption>Names covered</caption>
 * <tr><th>privilege</th><th>covers</th></tr>
 * <tr><td>DOMAIN</td><td>the entry's own name, and nothing else: {@code x}, or {@code *.x}</td></tr>
 * <tr><td>SUBDOMAIN</td><td>every name below {@code x}, at any depth, that is no wildcard: {@code a.x}, {@code a.b.x}</td></tr>
 * <tr><td>WILDCARD_1ST_LEVEL</td><td>{@code *.x}</td></tr>
 * <tr><td>WILDCARD_2ND_LEVEL</td><td>every deeper wildcard: {@code *.a.x}, {@code *.a.b.x}</td></tr>
 * </table>
 *
 * <p>So {@code x} itself is covered by an entry {@code x} alone, never by {@code *.x}.
 */
public enum DomainPrivilege {
    DOMAIN(1),
    SUBDOMAIN(2),
    WILDCARD_1ST_LEVEL(4),
    WILDCARD_2ND_LEVEL(8);

    /** Fixed: rows hold sums of these. */
    private final int bit;

    DomainPrivilege(int bit) {
        this.bit = bit;
    }

    /** What a delegation gives that names no privileges: {@code x} gives itself, {@code *.x} all names below. */
    public static Set<DomainPrivilege> defaultFor(DomainName name) {
        return name.isWildcard()
                ? EnumSet.of(DOMAIN, SUBDOMAIN, WILDCARD_1ST_LEVEL, WILDCARD_2ND_LEVEL)
                : EnumSet.of(DOMAIN);
    }

    static int toBits(Collection<DomainPrivilege> privileges) {
        return privileges.stream().mapToInt(privilege -> privilege.bit).reduce(0, (some, more) -> some | more);
    }

    static Set<DomainPrivilege> ofBits(int bits) {
        EnumSet<DomainPrivilege> privileges = EnumSet.noneOf(DomainPrivilege.class);
        for (DomainPrivilege privilege : values()) {
            if (privilege.isIn(bits)) {
                privileges.add(privilege);
            }
        }
        return privileges;
    }

    boolean isIn(int bits) {
        return (bits & bit) != 0;
    }
}
