package io.privyseal.rest.endpoint;

import static io.privyseal.rest.endpoint.Fields.constant;
import static io.privyseal.rest.endpoint.Fields.or;
import static io.privyseal.rest.endpoint.Fields.require;

import io.privyseal.endpoint.AccessCode;
import io.privyseal.endpoint.AccountAuthMethod;
import io.privyseal.endpoint.AccountDraft;
import io.privyseal.endpoint.CsrGenerationMethod;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.ProfileId;
import io.privyseal.rest.Bodies;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Accounts at endpoints as the contract reads and shows them, with members of our own for term and names. */
final class AccountMessages {
    private AccountMessages() {}

    /** The organization of an account, and the department where it is one's. */
    @Schema(name = "EndpointAccountOrganization")
    record Place(long id, String name, @Nullable Department department) {
        static Place from(Organization organization) {
            Organization.Parent parent = organization.parent();
            return parent == null
                    ? new Place(organization.id().value(), organization.name(), null)
                    : new Place(
                            parent.id().value(),
                            parent.name(),
                            new Department(organization.id().value(), organization.name()));
        }
    }

    /** The department of an account. */
    @Schema(name = "EndpointAccountDepartment")
    record Department(long id, String name) {}

    /** An account in a list. */
    @Schema(name = "EndpointAccountEntry")
    record Entry(long id, String name, String type, Place organization, String idToken) {
        static Entry from(EndpointAccount account, EndpointType type, Place place) {
            return new Entry(account.id().value(), account.name(), type.name(), place, account.idToken());
        }
    }

    /** All about an account but its access code, of which the server keeps a hash only. */
    @Schema(name = "EndpointAccountDetails")
    record Details(
            long id,
            String name,
            String type,
            Place organization,
            String idToken,
            List<Long> profileIds,
            String csrGenerationMethod,
            String accountAuthMethod,
            boolean autoApprove,

            @Schema(description = "Days of validity; left out for the longest that the profile allows") @Nullable
            Integer termDays,

            List<String> nameRestrictions) {
        static Details from(EndpointAccount account, EndpointType type, Place place) {
            return new Details(
                    account.id().value(),
                    account.name(),
                    type.name(),
                    place,
                    account.idToken(),
                    account.profiles().stream().map(ProfileId::value).toList(),
                    account.csrGenerationMethod().name(),
                    account.authMethod().name(),
                    account.autoApprove(),
                    account.termDays() == 0 ? null : account.termDays(),
                    account.nameRestrictions());
        }
    }

    /** An account to create, or what to change of one. */
    @Schema(name = "EndpointAccountRequest")
    record Request(
            @Schema(minLength = 3, maxLength = 128, description = "Unique at the endpoint; the user's name in EST")
            @Nullable
            String name,

            @Schema(description = "The endpoint's") @Nullable
            String type,

            @Schema(description = "An organization or department to which the endpoint is delegated; never changes")
            @Nullable
            Long organizationId,

            @Schema(type = SchemaType.ARRAY, description = "One: neither SCEP nor EST has a word for a choice")
            @Nullable
            List<@Nullable Long> profileIds,

            @Schema(description = "PROVIDED, the default: clients bring their requests") @Nullable
            String csrGenerationMethod,

            @Schema(
                    description = "ACCESS_CODE, or NONE where clients prove themselves otherwise: by Intune, a one-time"
                            + " challenge, a webhook or a certificate. Default: ACCESS_CODE, and NONE for Intune",
                    enumeration = {"ACCESS_CODE", "NONE"})
            @Nullable
            String accountAuthMethod,

            @Schema(
                    description =
                            "The challenge of SCEP, the password of EST; never shown, since only its hash is kept",
                    writeOnly = true,
                    minLength = 8,
                    maxLength = 255)
            @Nullable
            String accessCode,

            @Schema(
                    description =
                            "Whether requests go on without an administrator. Default: false, and true for Intune")
            @Nullable
            Boolean autoApprove,

            @Schema(description = "Days of validity, of the profile's terms; 0, the default, for the longest") @Nullable
            Integer termDays,

            @Schema(description = "Domains under which all names must lie; empty for all that the organization has")
            @Nullable
            List<@Nullable String> nameRestrictions,

            @Schema(description = "Of web forms: false") @Nullable
            Boolean allowAutoRenew,

            @Schema(description = "Of web forms: false") @Nullable
            Boolean allowEmptyPin,

            @Schema(type = SchemaType.ARRAY, description = "Of web forms: empty") @Nullable
            List<@Nullable Object> idpMappingRules,

            @Schema(description = "Of web forms: left out") @Nullable
            String preferredKeyProtectionAlgorithm) {
        AccountDraft toDraft(EnrollmentEndpoint endpoint) {
            requireFit(endpoint.type());
            boolean isIntune = endpoint.type().isIntune();
            return new AccountDraft(
                    require("name", name),
                    new OrganizationId(require("organizationId", organizationId)),
                    profiles(require("profileIds", profileIds)),
                    or(termDays, 0),
                    or(autoApprove, isIntune),
                    readGeneration(CsrGenerationMethod.PROVIDED),
                    readAuthentication(isIntune ? AccountAuthMethod.NONE : AccountAuthMethod.ACCESS_CODE),
                    nameRestrictions == null ? List.of() : Bodies.entries(nameRestrictions));
        }

        AccountDraft applyTo(AccountDraft current, EndpointType ofEndpoint) {
            requireFit(ofEndpoint);
            return new AccountDraft(
                    or(name, current.name()),
                    organizationId == null ? current.organization() : new OrganizationId(organizationId),
                    profileIds == null ? current.profiles() : profiles(profileIds),
                    or(termDays, current.termDays()),
                    or(autoApprove, current.autoApprove()),
                    readGeneration(current.csrGenerationMethod()),
                    readAuthentication(current.authMethod()),
                    nameRestrictions == null ? current.nameRestrictions() : Bodies.entries(nameRestrictions));
        }

        /** Empty is as good as left out, as the contract has it. */
        @Nullable
        AccessCode readAccessCode() {
            return accessCode == null || accessCode.isBlank() ? null : new AccessCode(accessCode);
        }

        private CsrGenerationMethod readGeneration(CsrGenerationMethod current) {
            return csrGenerationMethod == null
                    ? current
                    : constant("csrGenerationMethod", csrGenerationMethod, CsrGenerationMethod.values());
        }

        private AccountAuthMethod readAuthentication(AccountAuthMethod current) {
            return accountAuthMethod == null
                    ? current
                    : constant("accountAuthMethod", accountAuthMethod, AccountAuthMethod.values());
        }

        private static List<ProfileId> profiles(List<@Nullable Long> ids) {
            return Bodies.entries(ids).stream().map(ProfileId::new).distinct().toList();
        }

        private void requireFit(EndpointType ofEndpoint) {
            if (type != null && !type.isBlank() && EndpointMessages.readType("type", type.strip()) != ofEndpoint) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'type' must be the endpoint's, " + ofEndpoint + ".");
            }
            requireUnset("allowAutoRenew", Boolean.TRUE.equals(allowAutoRenew));
            requireUnset("allowEmptyPin", Boolean.TRUE.equals(allowEmptyPin));
            requireUnset("idpMappingRules", !Bodies.entries(idpMappingRules).isEmpty());
            requireUnset(
                    "preferredKeyProtectionAlgorithm",
                    preferredKeyProtectionAlgorithm != null && !preferredKeyProtectionAlgorithm.isBlank());
        }

        private static void requireUnset(String field, boolean isSet) {
            if (isSet) {
                throw new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' is for web forms only.");
            }
        }
    }
}
