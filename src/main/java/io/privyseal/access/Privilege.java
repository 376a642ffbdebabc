package io.privyseal.access;

import io.privyseal.organization.CertificateKind;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an administrator may do within its roles; names as in the REST contract, {@code approveOwnRequests} is ours. */
public enum Privilege {
    ALLOW_CREATE("allowCreate", "Create administrators of the own level or below", Tier.DEPARTMENT, null),
    ALLOW_EDIT("allowEdit", "Change administrators of the own level or below", Tier.DEPARTMENT, null),
    ALLOW_DELETE("allowDelete", "Remove administrators of the own level or below", Tier.DEPARTMENT, null),
    ALLOW_DCV("allowDCV", "Run domain control validations", Tier.DEPARTMENT, null),
    /** To be granted as scripts do; it changes nothing, since enrolling never counts as approving. */
    AUTO_APPROVE_CERTIFICATES(
            "autoApproveCertificates",
            "Without effect: profiles say which requests are approved at once",
            Tier.DEPARTMENT,
            null),
    APPROVE_OWN_REQUESTS(
            "approveOwnRequests", "Approve certificate requests that the administrator made", Tier.DEPARTMENT, null),
    ALLOW_MS_AD_DISCOVERY("allowMsAdDiscovery", "Run agents for Microsoft services", Tier.MASTER, null),
    ALLOW_KEY_VAULT("allowKeyVault", "Download private keys from the key vault", Tier.DEPARTMENT, null),
    APPROVE_DOMAIN_DELEGATION("approveDomainDelegation", "Approve delegations of domains", Tier.ORGANIZATION, null),
    ALLOW_MANAGE_DOMAINS("allowManageDomains", "Create, change and delegate domains", Tier.DEPARTMENT, null),
    SSL_REQUEST("sslRequest", "Request SSL certificates", Tier.DEPARTMENT, CertificateKind.SSL),
    SSL_RENEW("sslRenew", "Renew SSL certificates", Tier.DEPARTMENT, CertificateKind.SSL),
    SSL_REPLACE("sslReplace", "Replace SSL certificates", Tier.DEPARTMENT, CertificateKind.SSL),
    SSL_REVOKE("sslRevoke", "Revoke SSL certificates", Tier.DEPARTMENT, CertificateKind.SSL),
    SSL_APPROVE(
            "sslApprove",
            "Approve, decline and change requests for SSL certificates",
            Tier.DEPARTMENT,
            CertificateKind.SSL),
    SSL_MANAGE("sslManage", "Change the details of SSL certificates", Tier.DEPARTMENT, CertificateKind.SSL),
    CLIENT_CERT_REQUEST("clientCertRequest", "Request client certificates", Tier.DEPARTMENT, CertificateKind.CLIENT),
    CLIENT_CERT_REVOKE("clientCertRevoke", "Revoke client certificates", Tier.DEPARTMENT, CertificateKind.CLIENT),
    CLIENT_CERT_MANAGE(
            "clientCertManage", "Change client certificates and persons", Tier.DEPARTMENT, CertificateKind.CLIENT),
    CS_REQUEST("csRequest", "Request code signing certificates", Tier.DEPARTMENT, CertificateKind.CODE_SIGNING),
    CS_REVOKE("csRevoke", "Revoke code signing certificates", Tier.DEPARTMENT, CertificateKind.CODE_SIGNING),
    CS_MANAGE("csManage", "Change code signing certificates", Tier.DEPARTMENT, CertificateKind.CODE_SIGNING),
    DEVICE_REQUEST("deviceRequest", "Request device certificates", Tier.DEPARTMENT, CertificateKind.DEVICE),
    DEVICE_RENEW("deviceRenew", "Renew device certificates", Tier.DEPARTMENT, CertificateKind.DEVICE),
    DEVICE_REPLACE("deviceReplace", "Replace device certificates", Tier.DEPARTMENT, CertificateKind.DEVICE),
    DEVICE_REVOKE("deviceRevoke", "Revoke device certificates", Tier.DEPARTMENT, CertificateKind.DEVICE),
    DEVICE_APPROVE(
            "deviceApprove",
            "Approve and decline requests for device certificates",
            Tier.DEPARTMENT,
            CertificateKind.DEVICE),
    DEVICE_MANAGE("deviceManage", "Change the details of device certificates", Tier.DEPARTMENT, CertificateKind.DEVICE),
    ADD_ORGANIZATION_AND_DEPARTMENTS(
            "addOrganizationAndDepartments", "Create organizations and departments", Tier.MASTER, null),
    EDIT_ORGANIZATION_AND_DEPARTMENT(
            "editOrganizationAndDepartment", "Change organizations and departments", Tier.MASTER, null),
    ADD_DEPARTMENTS("addDepartments", "Create departments of the own organizations", Tier.ORGANIZATION, null),
    EDIT_DEPARTMENTS("editDepartments", "Change departments of the own organizations", Tier.ORGANIZATION, null),
    ORG_VALIDATION_MANAGER("orgValidationManager", "Manage validations of organizations", Tier.ORGANIZATION, null),
    VIEW_USAGE("viewUsage", "See usage figures", Tier.MASTER, null),
    VIEW_SUBSCRIPTIONS("viewSubscriptions", "See subscriptions", Tier.MASTER, null),
    MANAGE_SUBSCRIPTIONS("manageSubscriptions", "Change subscriptions", Tier.MASTER, null),
    ACCEPT_CUSTOMER_LICENSE_AGREEMENT(
            "acceptCustomerLicenseAgreement", "Accept license agreements for the customer", Tier.MASTER, null),
    EXTERNAL_CLM("externalClm", "Act for an outside certificate manager", Tier.MASTER, null);

    private final String wireName;
    private final String description;
    private final Tier lowest;
    private final @Nullable CertificateKind kind;

    Privilege(String wireName, String description, Tier lowest, @Nullable CertificateKind kind) {
        this.wireName = wireName;
        this.description = description;
        this.lowest = lowest;
        this.kind = kind;
    }

    /** The name that the REST contract uses. */
    public String wireName() {
        return wireName;
    }

    /** What it allows, for people. */
    public String description() {
        return description;
    }

    /** Whether a holder of the role can be given this privilege. */
    public boolean appliesTo(Role role) {
        return role.tier().compareTo(lowest) <= 0 && (kind == null || role.kind() == null || kind == role.kind());
    }

    /** The privilege under its wire name. */
    public static Optional<Privilege> named(String wireName) {
        return Arrays.stream(values())
                .filter(privilege -> privilege.wireName.equals(wireName))
                .findFirst();
    }
}
