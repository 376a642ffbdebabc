package io.privyseal.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AppointmentPolicyTest {
    private static final CustomerId CUSTOMER = new CustomerId(1);
    private static final OrganizationId ORGANIZATION = new OrganizationId(7);
    private static final OrganizationId DEPARTMENT = new OrganizationId(8);
    private static final OrganizationId OTHER = new OrganizationId(9);
    private static final RoleAssignment RAO = new RoleAssignment(Role.RAO_SSL, ORGANIZATION);
    private static final RoleAssignment DRAO = new RoleAssignment(Role.DRAO_SSL, DEPARTMENT);

    private final AppointmentPolicy policy = new AppointmentPolicy(new OrganizationTree() {
        @Override
        public Set<OrganizationId> departmentsOf(CustomerId customer, OrganizationId organization) {
            return Set.of();
        }

        @Override
        public Optional<Place> placeOf(CustomerId customer, OrganizationId organization) {
            if (organization.equals(ORGANIZATION)) {
                return Optional.of(Place.ORGANIZATION);
            }
            return organization.equals(DEPARTMENT) ? Optional.of(Place.DEPARTMENT) : Optional.empty();
        }
    });

    @Test
    void letsARaoAppointPeersAndTheDepartmentsBelow() {
        Administrator rao = administrator(Set.of(RAO), Set.of(Privilege.ALLOW_CREATE, Privilege.SSL_APPROVE));
        assertThatCode(() -> policy.requireMayGrant(rao, Set.of(RAO, DRAO), Set.of(Privilege.SSL_APPROVE)))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesARaoWithoutThePrivilege() {
        Administrator rao = administrator(Set.of(RAO), Set.of(Privilege.SSL_APPROVE));
        refuses(Refusal.NOT_PERMITTED, () -> policy.requireMayGrant(rao, Set.of(DRAO), Set.of()));
    }

    @Test
    void refusesRolesAboveOrBesideOnesOwn() {
        Administrator rao = administrator(Set.of(RAO), Set.of(Privilege.values()));
        Administrator drao = administrator(Set.of(DRAO), Set.of(Privilege.values()));
        refuses(Refusal.NOT_PERMITTED, () -> policy.requireMayGrant(rao, Set.of(RoleAssignment.master()), Set.of()));
        refuses(
                Refusal.NOT_PERMITTED,
                () -> policy.requireMayGrant(rao, Set.of(new RoleAssignment(Role.RAO_SSL, OTHER)), Set.of()));
        refuses(
                Refusal.NOT_PERMITTED,
                () -> policy.requireMayGrant(rao, Set.of(new RoleAssignment(Role.DRAO_SMIME, DEPARTMENT)), Set.of()));
        refuses(Refusal.NOT_PERMITTED, () -> policy.requireMayGrant(drao, Set.of(RAO), Set.of()));
    }

    @Test
    void refusesPrivilegesThatTheGrantorLacksEvenForAMrao() {
        Administrator mrao = administrator(Set.of(RoleAssignment.master()), Set.of(Privilege.SSL_REQUEST));
        refuses(
                Refusal.NOT_PERMITTED,
                () -> policy.requireMayGrant(mrao, Set.of(RAO), Set.of(Privilege.APPROVE_OWN_REQUESTS)));
    }

    @Test
    void letsAMraoWithoutThePrivilegeAppointOfficersButNoPeer() {
        Administrator mrao = administrator(Set.of(RoleAssignment.master()), Set.of());
        assertThatCode(() -> policy.requireMayGrant(mrao, Set.of(RAO), Set.of()))
                .doesNotThrowAnyException();
        refuses(Refusal.NOT_PERMITTED, () -> policy.requireMayGrant(mrao, Set.of(RoleAssignment.master()), Set.of()));
    }

    @Test
    void refusesARoleAtTheWrongKindOfPlaceOrNone() {
        refuses(Refusal.MISSING_FIELD, () -> policy.requireSound(CUSTOMER, Set.of(), Set.of()));
        refuses(
                Refusal.ROLE_NOT_ASSIGNABLE,
                () -> policy.requireSound(CUSTOMER, Set.of(new RoleAssignment(Role.RAO_SSL, DEPARTMENT)), Set.of()));
        refuses(
                Refusal.ROLE_NOT_ASSIGNABLE,
                () -> policy.requireSound(CUSTOMER, Set.of(new RoleAssignment(Role.DRAO_SSL, ORGANIZATION)), Set.of()));
        refuses(
                Refusal.UNKNOWN_ORGANIZATION,
                () -> policy.requireSound(CUSTOMER, Set.of(new RoleAssignment(Role.RAO_SSL, OTHER)), Set.of()));
    }

    @Test
    void refusesPrivilegesThatBelongToNoneOfTheRoles() {
        refuses(
                Refusal.ROLE_NOT_ASSIGNABLE,
                () -> policy.requireSound(CUSTOMER, Set.of(RAO), Set.of(Privilege.CS_REQUEST)));
    }

    private static void refuses(Refusal reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.reason())
                                .isEqualTo(reason));
    }

    private static Administrator administrator(Set<RoleAssignment> roles, Set<Privilege> privileges) {
        return new Administrator(
                new AdministratorId(1),
                CUSTOMER,
                AdministratorType.STANDARD,
                "someone",
                null,
                null,
                "someone@example.com",
                true,
                roles,
                privileges,
                Map.of(ORGANIZATION, Set.of(DEPARTMENT)));
    }
}
