package io.privyseal.rest.organization;

import io.privyseal.organization.Address;
import io.privyseal.organization.KeyRecovery;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationDetails.Contacts;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to create or change an organization or department.
 *
 * @param parentOrgName makes it a department, at creation only
 * @param schacHomeOrganization older name of {@code alias}
 * @param clientCertificate counts at creation only
 */
@Schema(name = "OrganizationChange")
record OrganizationRequest(
        @Schema(maxLength = NAME, description = "Only to create a department: the organization above it") @Nullable
        String parentOrgName,

        @Schema(maxLength = NAME) @Nullable String name,

        @Schema(maxLength = 1024) @Nullable String alternativeName,

        @Schema(maxLength = 1024, deprecated = true) @Nullable
        String schacHomeOrganization,

        @Schema(maxLength = 1024) @Nullable String alias,

        @Schema(maxLength = 512, description = "Separated by commas") @Nullable
        String contactEmails,

        @Schema(maxLength = 2048) @Nullable String contactWebhook,

        @Schema(maxLength = 2048) @Nullable String contactSlack,

        @Schema(maxLength = 2048) @Nullable String contactTeams,

        @Schema(maxLength = NAME) @Nullable String address1,

        @Schema(maxLength = NAME) @Nullable String address2,

        @Schema(maxLength = NAME) @Nullable String address3,

        @Schema(maxLength = 32) @Nullable String city,

        @Schema(maxLength = 32) @Nullable String stateProvince,

        @Schema(maxLength = 10) @Nullable String postalCode,

        @Schema(minLength = 2, maxLength = 2, description = "ISO 3166-1") @Nullable
        String country,

        @Nullable ClientCertificateSettings clientCertificate,

        @Schema(description = "Default: true") @Nullable Boolean sslCertsApiEnabled,

        @Schema(description = "Default: true") @Nullable Boolean clientCertsApiEnabled) {
    private static final int NAME = 128;

    /** The organization to create. */
    OrganizationDetails toCreate() {
        return new OrganizationDetails(
                Text.requireClean("name", name, NAME),
                alternativeName,
                alias == null ? schacHomeOrganization : alias,
                new Contacts(contactEmails, contactWebhook, contactSlack, contactTeams),
                new Address(
                        Text.requireClean("address1", address1, NAME),
                        address2,
                        address3,
                        city,
                        stateProvince,
                        postalCode,
                        Text.requireClean("country", country, 2)),
                sslCertsApiEnabled == null || sslCertsApiEnabled,
                clientCertsApiEnabled == null || clientCertsApiEnabled);
    }

    KeyRecovery keyRecovery() {
        if (clientCertificate == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'clientCertificate' must not be null.");
        }
        return clientCertificate.toDomain();
    }

    /** Missing fields stay as they are; empty ones are cleared. */
    OrganizationDetails applyTo(OrganizationDetails old) {
        Address address = old.address();
        Contacts contacts = old.contacts();
        return new OrganizationDetails(
                or(name, old.name()),
                orOptional(alternativeName, old.alternativeName()),
                orOptional(alias == null ? schacHomeOrganization : alias, old.alias()),
                new Contacts(
                        orOptional(contactEmails, contacts.emails()),
                        orOptional(contactWebhook, contacts.webhook()),
                        orOptional(contactSlack, contacts.slack()),
                        orOptional(contactTeams, contacts.teams())),
                new Address(
                        or(address1, address.address1()),
                        orOptional(address2, address.address2()),
                        orOptional(address3, address.address3()),
                        orOptional(city, address.city()),
                        orOptional(stateProvince, address.stateOrProvince()),
                        orOptional(postalCode, address.postalCode()),
                        or(country, address.country())),
                sslCertsApiEnabled == null ? old.sslCertsApiEnabled() : sslCertsApiEnabled,
                clientCertsApiEnabled == null ? old.clientCertsApiEnabled() : clientCertsApiEnabled);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String orOptional(@Nullable String value, @Nullable String otherwise) {
        return value == null ? otherwise : value;
    }
}
