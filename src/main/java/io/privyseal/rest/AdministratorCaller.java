package io.privyseal.rest;

import io.privyseal.access.CurrentAdministrator;
import io.privyseal.access.Privilege;
import io.privyseal.access.Scope;
import io.privyseal.audit.Actor;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The caller as access control knows it. */
@Singleton
class AdministratorCaller implements Caller {
    private final CurrentAdministrator current;

    AdministratorCaller(CurrentAdministrator current) {
        this.current = current;
    }

    @Override
    public CustomerId customer() {
        return current.require().customer();
    }

    @Override
    public Actor actor() {
        return current.actor();
    }

    @Override
    public boolean isMrao() {
        return current.require().isMaster();
    }

    @Override
    public Optional<Set<OrganizationId>> visibleOrganizations(@Nullable CertificateKind kind) {
        Scope scope =
                kind == null ? current.require().scope() : current.require().scope(kind);
        return switch (scope) {
            case Scope.All() -> Optional.empty();
            case Scope.Organizations(var ids) -> Optional.of(ids);
        };
    }

    @Override
    public boolean hasPrivilege(String wireName) {
        return current.require().has(named(wireName));
    }

    @Override
    public void requirePrivilege(String wireName) {
        current.require().require(named(wireName));
    }

    private static Privilege named(String wireName) {
        return Privilege.named(wireName)
                .orElseThrow(() -> new IllegalArgumentException("No privilege is called " + wireName));
    }
}
