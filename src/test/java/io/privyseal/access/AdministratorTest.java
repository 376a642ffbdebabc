package io.privyseal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdministratorTest {
    private static final OrganizationId ORGANIZATION = new OrganizationId(7);
    private static final OrganizationId DEPARTMENT = new OrganizationId(8);
    private static final OrganizationId SIBLING = new OrganizationId(9);

    @Test
    void givesAMasterEverything() {
        Administrator master = with(RoleAssignment.master());
        assertThat(master.scope(CertificateKind.DEVICE)).isEqualTo(new Scope.All());
        assertThat(master.mayManage(CertificateKind.CODE_SIGNING, SIBLING)).isTrue();
    }

    @Test
    void givesARaoItsOrganizationAndItsDepartmentsForItsKind() {
        Administrator rao = with(new RoleAssignment(Role.RAO_SSL, ORGANIZATION));
        assertThat(rao.scope(CertificateKind.SSL))
                .isEqualTo(new Scope.Organizations(Set.of(ORGANIZATION, DEPARTMENT, SIBLING)));
        assertThat(rao.scope(CertificateKind.CLIENT)).isEqualTo(new Scope.Organizations(Set.of()));
    }

    @Test
    void givesADraoItsDepartmentsOnly() {
        Administrator drao = with(new RoleAssignment(Role.DRAO_SSL, DEPARTMENT));
        assertThat(drao.mayManage(CertificateKind.SSL, DEPARTMENT)).isTrue();
        assertThat(drao.mayManage(CertificateKind.SSL, SIBLING)).isFalse();
        assertThat(drao.mayManage(CertificateKind.SSL, ORGANIZATION)).isFalse();
    }

    @Test
    void joinsTheScopesOfSeveralRoles() {
        Administrator both =
                with(new RoleAssignment(Role.DRAO_SSL, DEPARTMENT), new RoleAssignment(Role.DRAO_DEVICE, SIBLING));
        assertThat(both.scope()).isEqualTo(new Scope.Organizations(Set.of(DEPARTMENT, SIBLING)));
        assertThat(both.mayManage(CertificateKind.SSL, SIBLING)).isFalse();
    }

    @Test
    void refusesWhatLacksAPrivilege() {
        assertThatThrownBy(() -> with(RoleAssignment.master()).require(Privilege.SSL_APPROVE))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Refusal.NOT_PERMITTED));
    }

    @Test
    void namesEveryPrivilegeOnce() {
        for (Privilege privilege : Privilege.values()) {
            assertThat(Privilege.named(privilege.wireName())).contains(privilege);
        }
    }

    private static Administrator with(RoleAssignment... roles) {
        return new Administrator(
                new AdministratorId(1),
                new CustomerId(1),
                AdministratorType.STANDARD,
                "someone",
                null,
                null,
                "someone@example.com",
                true,
                Set.of(roles),
                Set.of(),
                Map.of(ORGANIZATION, Set.of(DEPARTMENT, SIBLING)));
    }
}
