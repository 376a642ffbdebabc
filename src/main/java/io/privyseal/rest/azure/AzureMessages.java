package io.privyseal.rest.azure;

import io.privyseal.azure.ApplicationSecret;
import io.privyseal.azure.AzureAccount;
import io.privyseal.azure.AzureAccountDraft;
import io.privyseal.azure.AzureCheck;
import io.privyseal.azure.AzureDelegation;
import io.privyseal.azure.AzureEnvironment;
import io.privyseal.azure.AzureOverview.ResourceGroup;
import io.privyseal.azure.AzureOverview.Vault;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Accounts for Microsoft's services as the contract reads and shows them. */
final class AzureMessages {
    private static final int LONGEST_WORD = 32;

    private AzureMessages() {}

    /** An account in a list. */
    @Schema(name = "AzureAccountItem")
    record Entry(long id, String name, String applicationId, String directoryId, String delegationMode) {
        static Entry from(AzureAccount account) {
            return new Entry(
                    account.id().value(),
                    account.name(),
                    account.applicationId(),
                    account.directoryId(),
                    account.delegation().mode().name());
        }
    }

    /** All about an account but its secret. */
    @Schema(name = "AzureAccountDetails")
    record Details(
            String name,
            String applicationId,
            String directoryId,
            String environment,
            String delegationMode,

            @Schema(description = "Those that the caller sees; empty for GLOBAL_FOR_CUSTOMER")
            List<Long> orgDelegations) {
        static Details from(AzureAccount account, Reach reach) {
            return new Details(
                    account.name(),
                    account.applicationId(),
                    account.directoryId(),
                    account.environment().name(),
                    account.delegation().mode().name(),
                    numbers(account.delegation(), reach));
        }
    }

    private static List<Long> numbers(AzureDelegation delegation, Reach reach) {
        return delegation.organizations().stream()
                .filter(reach::covers)
                .map(OrganizationId::value)
                .sorted()
                .toList();
    }

    /** An account to create. */
    @Schema(name = "AzureAccountCreateRequest")
    record CreateRequest(
            @Schema(required = true, maxLength = 128) @Nullable
            String name,

            @Schema(required = true, maxLength = 36, description = "The application's client id at Entra") @Nullable
            String applicationId,

            @Schema(required = true, maxLength = 36, description = "The tenant's id, or a domain of it") @Nullable
            String directoryId,

            @Schema(
                    required = true,
                    enumeration = {"AZURE", "AZURE_US_GOVERNMENT", "AZURE_GERMANY", "AZURE_CHINA"})
            @Nullable
            String environment,

            @Schema(required = true, maxLength = 40, description = "The application's client secret; never shown")
            @Nullable
            String applicationSecret) {
        AzureAccountDraft toDraft() {
            return new AzureAccountDraft(
                    Text.requireClean("name", name, Integer.MAX_VALUE),
                    readEnvironment(Text.requireClean("environment", environment, LONGEST_WORD)),
                    Text.requireClean("directoryId", directoryId, Integer.MAX_VALUE),
                    Text.requireClean("applicationId", applicationId, Integer.MAX_VALUE),
                    ApplicationSecret.require(applicationSecret));
        }
    }

    /** What to change of an account; what is left out or empty stays. */
    @Schema(name = "AzureAccountUpdateRequest")
    record UpdateRequest(
            @Schema(maxLength = 128) @Nullable String name,
            @Schema(maxLength = 36) @Nullable String applicationId,
            @Schema(maxLength = 36) @Nullable String directoryId,

            @Schema(enumeration = {"AZURE", "AZURE_US_GOVERNMENT", "AZURE_GERMANY", "AZURE_CHINA"}) @Nullable
            String environment,

            @Schema(
                    maxLength = 40,
                    description = "Needed for another application, directory or environment; never shown")
            @Nullable
            String applicationSecret) {
        AzureAccountDraft applyTo(AzureAccountDraft current) {
            return new AzureAccountDraft(
                    given(name).orElse(current.name()),
                    given(environment).map(AzureMessages::readEnvironment).orElse(current.environment()),
                    given(directoryId).orElse(current.directoryId()),
                    given(applicationId).orElse(current.applicationId()),
                    given(applicationSecret).map(ApplicationSecret::new).orElse(null));
        }
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(Predicate.not(String::isBlank));
    }

    /** Who may use an account. */
    @Schema(name = "AzureDelegateRequest")
    record DelegateRequest(
            @Schema(
                    required = true,
                    enumeration = {"GLOBAL_FOR_CUSTOMER", "CUSTOMIZED"})
            @Nullable
            String delegationMode,

            @Schema(type = SchemaType.ARRAY, description = "Not read for GLOBAL_FOR_CUSTOMER") @Nullable
            List<@Nullable Long> orgDelegations) {
        AzureDelegation toDomain() {
            String word = Text.requireClean("delegationMode", delegationMode, LONGEST_WORD);
            AzureDelegation.Mode mode = Arrays.stream(AzureDelegation.Mode.values())
                    .filter(some -> some.name().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            Refusal.INVALID_FIELD,
                            "Value of 'delegationMode' must be GLOBAL_FOR_CUSTOMER or CUSTOMIZED."));
            return new AzureDelegation(
                    mode,
                    Bodies.entries(orgDelegations).stream()
                            .map(OrganizationId::new)
                            .collect(Collectors.toSet()));
        }
    }

    /** Who may use an account now. */
    @Schema(name = "AzureDelegatedOrganizations")
    record DelegatedOrganizations(List<Long> orgDelegations) {
        static DelegatedOrganizations from(AzureAccount account, Reach reach) {
            return new DelegatedOrganizations(numbers(account.delegation(), reach));
        }
    }

    /** How a part of what an account is for works. */
    @Schema(name = "AzureAccountCheckStatus")
    record CheckStatus(String checkName, String message) {
        static CheckStatus from(AzureCheck check) {
            return new CheckStatus(check.name(), check.message());
        }
    }

    /** A resource group. */
    @Schema(name = "AzureResource")
    record ResourceMessage(
            String name,

            @Schema(description = "Azure's id") String key,

            @Schema(description = "Resource groups have none") @Nullable
            String skuName,

            String subscriptionId) {
        static ResourceMessage from(ResourceGroup group) {
            return new ResourceMessage(group.name(), group.key(), null, group.subscriptionId());
        }
    }

    /** A key vault. */
    @Schema(name = "AzureVault")
    record VaultMessage(
            String name,

            @Schema(description = "Azure's id") String key,

            @Nullable String skuName) {
        static VaultMessage from(Vault vault) {
            return new VaultMessage(vault.name(), vault.key(), vault.tier());
        }
    }

    private static AzureEnvironment readEnvironment(String word) {
        return AzureEnvironment.named(word.strip())
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD,
                        "Value of 'environment' must be among "
                                + Arrays.stream(AzureEnvironment.values())
                                        .map(AzureEnvironment::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
