package io.privyseal.organization;

/** Who may recover escrowed private keys of an organization's client certificates; fixed when it is created. */
public record KeyRecovery(boolean byMasterAdmins, boolean byOrganizationAdmins, boolean byDepartmentAdmins) {
    /** No key is escrowed. */
    public static final KeyRecovery NONE = new KeyRecovery(false, false, false);
}
