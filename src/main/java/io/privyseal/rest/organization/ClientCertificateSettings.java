package io.privyseal.rest.organization;

import io.privyseal.organization.KeyRecovery;
import org.jspecify.annotations.Nullable;

/** Who may recover keys of client certificates; fixed when the organization is created. */
record ClientCertificateSettings(
        @Nullable Boolean allowKeyRecoveryByMasterAdmins,
        @Nullable Boolean allowKeyRecoveryByOrgAdmins,
        @Nullable Boolean allowKeyRecoveryByDepartmentAdmins) {
    static ClientCertificateSettings from(KeyRecovery recovery) {
        return new ClientCertificateSettings(
                recovery.byMasterAdmins(), recovery.byOrganizationAdmins(), recovery.byDepartmentAdmins());
    }

    KeyRecovery toDomain() {
        return new KeyRecovery(
                isTrue(allowKeyRecoveryByMasterAdmins),
                isTrue(allowKeyRecoveryByOrgAdmins),
                isTrue(allowKeyRecoveryByDepartmentAdmins));
    }

    private static boolean isTrue(@Nullable Boolean flag) {
        return flag != null && flag;
    }
}
