package io.privyseal.rest;

import io.privyseal.audit.Actor;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whoever a test says that it is. */
@Alternative
@ApplicationScoped
public class FakeCaller implements Caller {
    private volatile CustomerId customer = new CustomerId(0);
    private volatile @Nullable Map<CertificateKind, Set<OrganizationId>> organizations;

    private volatile Set<String> withheld = Set.of();

    /** Loses privileges, and gets all others. */
    public void lose(String... wireNames) {
        withheld = Set.of(wireNames);
    }

    /** Becomes an MRAO. */
    public void becomeMrao(CustomerId of) {
        customer = of;
        organizations = null;
    }

    /** Becomes an administrator with a limited reach. */
    public void become(CustomerId of, Map<CertificateKind, Set<OrganizationId>> reached) {
        customer = of;
        organizations = reached;
    }

    @Override
    public CustomerId customer() {
        return customer;
    }

    @Override
    public Actor actor() {
        return Actor.system("test");
    }

    @Override
    public boolean isMrao() {
        return organizations == null;
    }

    @Override
    public Optional<Set<OrganizationId>> visibleOrganizations(@Nullable CertificateKind kind) {
        Map<CertificateKind, Set<OrganizationId>> reached = organizations;
        if (reached == null) {
            return Optional.empty();
        }
        return Optional.of(
                kind == null
                        ? reached.values().stream().flatMap(Set::stream).collect(Collectors.toSet())
                        : reached.getOrDefault(kind, Set.of()));
    }

    @Override
    public boolean hasPrivilege(String wireName) {
        return !withheld.contains(wireName);
    }

    @Override
    public void requirePrivilege(String wireName) {
        if (!hasPrivilege(wireName)) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "You are not authorized.");
        }
    }
}
