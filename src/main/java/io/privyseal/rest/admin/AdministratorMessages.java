package io.privyseal.rest.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.privyseal.access.Administrator;
import io.privyseal.access.AdministratorDetails;
import io.privyseal.access.AdministratorSummary;
import io.privyseal.access.Privilege;
import io.privyseal.access.RoleAssignment;
import io.privyseal.organization.OrganizationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of the group "Administrators", as they go over the wire. */
final class AdministratorMessages {
    private AdministratorMessages() {}

    /** A role, and the organization or department where it holds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AdministratorRole")
    record Credential(@Nullable String role, @Nullable Long orgId) {
        static Credential from(RoleAssignment assignment) {
            OrganizationId organization = assignment.organization();
            return new Credential(assignment.role().name(), organization == null ? null : organization.value());
        }
    }

    /** An administrator in a list. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AdministratorEntry")
    record Summary(
            long id,
            String type,
            @Nullable String login,
            @Nullable String forename,
            @Nullable String surname,
            String email) {
        static Summary from(AdministratorSummary summary) {
            return new Summary(
                    summary.id().value(),
                    summary.type().name(),
                    summary.login(),
                    summary.forename(),
                    summary.surname(),
                    summary.email());
        }
    }

    /** An administrator in full; dates as {@code yyyy-MM-dd}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AdministratorDetails")
    record Details(
            long id,
            String type,
            String status,
            @Nullable String forename,
            @Nullable String surname,
            @Nullable String login,
            String email,
            @Nullable Long clientAdminCreator,
            @Nullable String title,
            @Nullable String phone,
            @Nullable String address,
            @Nullable String city,
            @Nullable String state,
            @Nullable String zip,
            @Nullable String country,
            @Nullable String relationship,
            String created,
            String modified,
            @Nullable String lastPasswordChange,
            List<Credential> credentials,
            String passwordState,
            @Nullable String authCert,
            String activeState,
            List<String> privileges,
            String activeStatus) {
        static Details from(AdministratorDetails details) {
            Administrator administrator = details.administrator();
            return new Details(
                    administrator.id().value(),
                    administrator.type().name(),
                    administrator.active() ? "Active" : "Suspended",
                    administrator.forename(),
                    administrator.surname(),
                    administrator.login(),
                    administrator.email(),
                    details.createdBy() == null ? null : details.createdBy().value(),
                    details.contact().title(),
                    details.contact().telephone(),
                    details.contact().street(),
                    details.contact().locality(),
                    details.contact().province(),
                    details.contact().postalCode(),
                    details.contact().country(),
                    details.contact().relationship(),
                    day(details.createdAt()),
                    day(details.modifiedAt()),
                    details.passwordChangedAt() == null ? null : day(details.passwordChangedAt()),
                    administrator.roles().stream()
                            .map(Credential::from)
                            .sorted(Comparator.comparing(credential -> credential.role() + "@" + credential.orgId()))
                            .toList(),
                    "NEVER_EXPIRE",
                    details.certificateSerial(),
                    administrator.active() ? "Active" : "Suspended",
                    administrator.privileges().stream()
                            .sorted()
                            .map(Privilege::wireName)
                            .toList(),
                    administrator.active() ? "ACTIVE" : "SUSPENDED");
        }

        private static String day(Instant instant) {
            return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
        }
    }

    /** An administrator to be made. */
    @Schema(name = "AdministratorCreation")
    record Creation(
            @Nullable String type,
            @Nullable String login,
            @Nullable String password,
            @Nullable String certificateSerialNumber,
            @Nullable String forename,
            @Nullable String surname,
            @Nullable String email,
            @Nullable String title,
            @Nullable String telephone,
            @Nullable String street,
            @Nullable String locality,
            @Nullable String state,
            @Nullable String postalCode,
            @Nullable String country,
            @Nullable String relationship,
            @Nullable List<@Nullable String> privileges,
            @Nullable List<@Nullable Credential> credentials,
            @Nullable String activeStatus) {
        /** Without the password, which must not reach a log. */
        @Override
        public String toString() {
            return "Creation[" + login + "]";
        }
    }

    /** A privilege and what it is for. */
    @Schema(name = "Privilege")
    record PrivilegeDescription(String name, String description) {
        static PrivilegeDescription from(Privilege privilege) {
            return new PrivilegeDescription(privilege.wireName(), privilege.description());
        }
    }

    /** Whether the caller's password still works, and until when. */
    record PasswordState(String state) {}

    /** A new password for the caller. */
    record PasswordChange(@Nullable String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange[]";
        }
    }

    /** A certificate to sign in with: PEM, the leaf first. */
    @Schema(name = "AdministratorCertificate")
    record CertificateEnrollment(@Nullable String certificate) {}
}
