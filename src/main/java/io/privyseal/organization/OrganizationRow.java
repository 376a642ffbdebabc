package io.privyseal.organization;

import io.privyseal.organization.OrganizationDetails.Contacts;
import io.privyseal.platform.CustomerId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "organization")
class OrganizationRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "organization_seq")
    @SequenceGenerator(name = "organization_seq", sequenceName = "organization_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id")
    public long customerId;

    @Column(name = "parent_id")
    public Long parentId;

    @Column(name = "parent_key")
    public long parentKey;

    public String name;

    @Column(name = "name_key")
    public String nameKey;

    @Column(name = "alternative_name")
    public String alternativeName;

    public String alias;

    @Column(name = "contact_emails")
    public String contactEmails;

    @Column(name = "contact_webhook")
    public String contactWebhook;

    @Column(name = "contact_slack")
    public String contactSlack;

    @Column(name = "contact_teams")
    public String contactTeams;

    public String address1;
    public String address2;
    public String address3;
    public String city;

    @Column(name = "state_or_province")
    public String stateOrProvince;

    @Column(name = "postal_code")
    public String postalCode;

    public String country;

    @Column(name = "ssl_api_enabled")
    public boolean sslApiEnabled;

    @Column(name = "client_api_enabled")
    public boolean clientApiEnabled;

    @Column(name = "recovery_by_master")
    public boolean recoveryByMaster;

    @Column(name = "recovery_by_organization")
    public boolean recoveryByOrganization;

    @Column(name = "recovery_by_department")
    public boolean recoveryByDepartment;

    @Column(name = "created_at")
    public Instant createdAt;

    void set(OrganizationDetails details) {
        name = details.name();
        nameKey = details.name().toLowerCase(Locale.ROOT);
        alternativeName = details.alternativeName();
        alias = details.alias();
        contactEmails = details.contacts().emails();
        contactWebhook = details.contacts().webhook();
        contactSlack = details.contacts().slack();
        contactTeams = details.contacts().teams();
        address1 = details.address().address1();
        address2 = details.address().address2();
        address3 = details.address().address3();
        city = details.address().city();
        stateOrProvince = details.address().stateOrProvince();
        postalCode = details.address().postalCode();
        country = details.address().country();
        sslApiEnabled = details.sslCertsApiEnabled();
        clientApiEnabled = details.clientCertsApiEnabled();
    }

    OrganizationDetails details() {
        return new OrganizationDetails(
                name,
                alternativeName,
                alias,
                new Contacts(contactEmails, contactWebhook, contactSlack, contactTeams),
                new Address(address1, address2, address3, city, stateOrProvince, postalCode, country),
                sslApiEnabled,
                clientApiEnabled);
    }

    Organization toDomain(@Nullable String parentName) {
        return new Organization(
                new OrganizationId(id),
                new CustomerId(customerId),
                parentId == null || parentName == null
                        ? null
                        : new Organization.Parent(new OrganizationId(parentId), parentName),
                details(),
                new KeyRecovery(recoveryByMaster, recoveryByOrganization, recoveryByDepartment),
                createdAt);
    }
}
