package io.privyseal.access;

import io.privyseal.platform.CustomerId;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "administrator")
class AdministratorRow {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "administrator_seq")
    @SequenceGenerator(name = "administrator_seq", sequenceName = "administrator_seq", allocationSize = 50)
    public Long id;

    @Column(name = "customer_id", nullable = false)
    public long customerId;

    @Enumerated(EnumType.STRING)
    @Column(name = "type", nullable = false)
    public AdministratorType type;

    @Column(name = "login")
    public String login;

    @Column(name = "login_key")
    public String loginKey;

    @Column(name = "email", nullable = false)
    public String email;

    @Column(name = "email_key", nullable = false)
    public String emailKey;

    @Column(name = "forename")
    public String forename;

    @Column(name = "surname")
    public String surname;

    @Column(name = "title")
    public String title;

    @Column(name = "telephone")
    public String telephone;

    @Column(name = "street")
    public String street;

    @Column(name = "locality")
    public String locality;

    @Column(name = "province")
    public String province;

    @Column(name = "postal_code")
    public String postalCode;

    @Column(name = "country")
    public String country;

    @Column(name = "relationship")
    public String relationship;

    @Column(name = "active_status", nullable = false)
    public String activeStatus;

    @Column(name = "privileges", nullable = false)
    public String privileges;

    @Column(name = "password_hash")
    public String passwordHash;

    @Column(name = "password_changed_at")
    public Instant passwordChangedAt;

    @Column(name = "certificate_issuer")
    public String certificateIssuer;

    @Column(name = "certificate_serial")
    public String certificateSerial;

    @Column(name = "certificate_key")
    public String certificateKey;

    @Column(name = "created_by")
    public Long createdBy;

    @Column(name = "created_at", nullable = false)
    public Instant createdAt;

    @Column(name = "modified_at", nullable = false)
    public Instant modifiedAt;

    @ElementCollection
    @CollectionTable(name = "administrator_role", joinColumns = @JoinColumn(name = "administrator_id"))
    public List<AdministratorRoleRow> roles = new ArrayList<>();

    static AdministratorRow from(
            CustomerId customer,
            NewAdministrator made,
            @Nullable String passwordHash,
            @Nullable EnrolledCertificate certificate,
            @Nullable AdministratorId by,
            Instant now) {
        AdministratorRow row = new AdministratorRow();
        row.customerId = customer.value();
        row.type = made.type();
        row.login = made.login();
        row.loginKey = row.login == null ? null : row.login.toLowerCase(Locale.ROOT);
        row.email = made.email();
        row.emailKey = made.email().toLowerCase(Locale.ROOT);
        row.forename = made.forename();
        row.surname = made.surname();
        row.title = made.contact().title();
        row.telephone = made.contact().telephone();
        row.street = made.contact().street();
        row.locality = made.contact().locality();
        row.province = made.contact().province();
        row.postalCode = made.contact().postalCode();
        row.country = made.contact().country();
        row.relationship = made.contact().relationship();
        row.activeStatus = made.active() ? "ACTIVE" : "SUSPENDED";
        row.privileges =
                made.privileges().stream().sorted().map(Privilege::wireName).collect(Collectors.joining(" "));
        made.roles().forEach(role -> row.roles.add(AdministratorRoleRow.from(customer.value(), role)));
        row.passwordHash = passwordHash;
        row.passwordChangedAt = passwordHash == null ? null : now;
        if (certificate != null) {
            row.certificateIssuer = certificate.issuer();
            row.certificateSerial = certificate.serial();
            row.certificateKey = certificate.key();
        }
        row.createdBy = by == null ? null : by.value();
        row.createdAt = now;
        row.modifiedAt = now;
        return row;
    }

    AdministratorSummary toSummary() {
        return new AdministratorSummary(new AdministratorId(id), type, login, email, forename, surname);
    }

    AdministratorDetails toDomain() {
        Administrator administrator = new Administrator(
                new AdministratorId(id),
                new CustomerId(customerId),
                type,
                login,
                forename,
                surname,
                email,
                activeStatus.equals("ACTIVE"),
                roles.stream().map(AdministratorRoleRow::toDomain).collect(Collectors.toSet()),
                StoredLists.privileges(privileges),
                Map.of());
        return new AdministratorDetails(
                administrator,
                new Contact(title, telephone, street, locality, province, postalCode, country, relationship),
                createdBy == null ? null : new AdministratorId(createdBy),
                createdAt,
                modifiedAt,
                passwordChangedAt,
                certificateSerial);
    }
}
