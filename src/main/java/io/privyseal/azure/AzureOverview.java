package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.IntuneAction.FrontEnd;
import io.privyseal.azure.MicrosoftClient.Question;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What administrators see of an account's connection to Microsoft: whether it works, and which key vaults there are. */
@Singleton
public class AzureOverview {
    /** A resource group in which there may be key vaults. */
    public record ResourceGroup(String name, String key, String subscriptionId) {}

    /**
     * A key vault.
     *
     * @param tier {@code STANDARD} or {@code PREMIUM}; null where Azure does not say
     */
    public record Vault(String name, String key, @Nullable String tier) {}

    private static final String OK = "OK";
    private static final String SUBSCRIPTIONS = "subscriptions?api-version=2022-12-01";
    private static final String GROUPS = "/resourcegroups?api-version=2021-04-01";
    private static final String VAULTS = "/providers/Microsoft.KeyVault/vaults?api-version=2022-07-01";
    private static final String SERVER = "Azure";
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final int MOST_PAGES = 50;
    private static final int LONGEST_GROUP = 90;
    private static final Pattern SUBSCRIPTION = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final AzureAccounts accounts;
    private final CredentialSource secrets;
    private final MicrosoftClient client;
    private final AccessTokens tokens;
    private final IntuneServices services;
    private final AzureClouds clouds;
    private final AzureConfig config;

    AzureOverview(
            AzureAccounts accounts,
            CredentialSource secrets,
            MicrosoftClient client,
            AccessTokens tokens,
            IntuneServices services,
            AzureClouds clouds,
            AzureConfig config) {
        this.accounts = accounts;
        this.secrets = secrets;
        this.client = client;
        this.tokens = tokens;
        this.services = services;
        this.clouds = clouds;
        this.config = config;
    }

    /** Tries all that the account may be for; an account for one purpose has no rights for the others, and that is fine. */
    public List<AzureCheck> check(CustomerId customer, Reach reach, AzureAccountId id) {
        Credentials credentials = credentials(customer, reach, id);
        // Permissions that were given a minute ago are in new tokens only.
        tokens.forget(id);
        services.forget(id);
        Budget budget = Budget.of(config.budget());
        return List.of(
                check("Sign-in", () -> tokens.get(credentials, Audience.GRAPH, budget)),
                check("Intune SCEP validation", () -> reachService(credentials, FrontEnd.SCEP_VALIDATION, budget)),
                check("Intune revocation requests", () -> reachService(credentials, FrontEnd.PKI_CONNECTOR, budget)),
                check("Azure Key Vault", () -> requireSubscriptions(credentials, budget)));
    }

    private void reachService(Credentials credentials, FrontEnd frontEnd, Budget budget) {
        services.find(credentials, frontEnd, budget);
        tokens.get(credentials, Audience.INTUNE, budget);
    }

    private void requireSubscriptions(Credentials credentials, Budget budget) {
        if (subscriptions(credentials, budget).isEmpty()) {
            throw new AzureFault(Kind.MISCONFIGURED, "the application sees no subscription");
        }
    }

    private static AzureCheck check(String name, Runnable attempt) {
        try {
            attempt.run();
            return new AzureCheck(name, OK);
        } catch (AzureFault fault) {
            return new AzureCheck(name, fault.kind() + ": " + fault.getMessage());
        }
    }

    /**
     * The resource groups that the account's application sees.
     *
     * @throws RefusedException {@link Refusal#UNKNOWN_OBJECT}, {@link Refusal#STATE_CONFLICT} when Azure refuses, {@link
     *     Refusal#TEMPORARILY_UNAVAILABLE} when it does not answer
     */
    public List<ResourceGroup> resourceGroups(CustomerId customer, Reach reach, AzureAccountId id) {
        Credentials credentials = credentials(customer, reach, id);
        Budget budget = Budget.of(config.budget());
        try {
            List<ResourceGroup> groups = new ArrayList<>();
            for (String subscription : subscriptions(credentials, budget)) {
                for (JsonNode group : all(credentials, "subscriptions/" + subscription + GROUPS, budget)) {
                    groups.add(new ResourceGroup(
                            Json.requireText(group, "name", SERVER),
                            Json.requireText(group, "id", SERVER),
                            subscription));
                }
            }
            return List.copyOf(groups);
        } catch (AzureFault fault) {
            throw refused(fault);
        }
    }

    /**
     * The key vaults in a resource group; refuses as {@link #resourceGroups} does.
     *
     * @param resourceGroup its name
     */
    public List<Vault> vaults(
            CustomerId customer, Reach reach, AzureAccountId id, String subscription, String resourceGroup) {
        Credentials credentials = credentials(customer, reach, id);
        String path = "subscriptions/" + requireSubscription(subscription) + "/resourceGroups/"
                + requireGroup(resourceGroup) + VAULTS;
        try {
            List<Vault> vaults = new ArrayList<>();
            for (JsonNode vault : all(credentials, path, Budget.of(config.budget()))) {
                vaults.add(new Vault(
                        Json.requireText(vault, "name", SERVER),
                        Json.requireText(vault, "id", SERVER),
                        Json.text(vault.path("properties").path("sku"), "name")
                                .map(tier -> tier.toUpperCase(Locale.ROOT))
                                .orElse(null)));
            }
            return List.copyOf(vaults);
        } catch (AzureFault fault) {
            throw refused(fault);
        }
    }

    private Credentials credentials(CustomerId customer, Reach reach, AzureAccountId id) {
        accounts.require(customer, reach, id);
        return secrets.find(customer, id)
                .orElseThrow(() ->
                        new RefusedException(Refusal.UNKNOWN_OBJECT, "Azure account " + id.value() + " not found."));
    }

    private List<String> subscriptions(Credentials credentials, Budget budget) {
        return all(credentials, SUBSCRIPTIONS, budget).stream()
                .map(some -> Json.requireText(some, "subscriptionId", SERVER))
                .filter(id -> SUBSCRIPTION.matcher(id).matches())
                .toList();
    }

    /** All pages of a list. */
    private List<JsonNode> all(Credentials credentials, String path, Budget budget) {
        List<JsonNode> entries = new ArrayList<>();
        URI first = clouds.management(credentials.environment(), path);
        URI uri = first;
        for (int page = 0; page < MOST_PAGES; page++) {
            JsonNode answer = client.ask(credentials, Question.get(Audience.MANAGEMENT, uri, LARGEST), budget)
                    .body();
            Json.requireList(answer, "value", SERVER).forEach(entries::add);
            String next = Json.text(answer, "nextLink").orElse("");
            if (next.isEmpty()) {
                return entries;
            }
            uri = requireSameOrigin(first, next);
        }
        throw new AzureFault(Kind.NONSENSE, "Azure's list has no end");
    }

    private static URI requireSameOrigin(URI first, String next) {
        try {
            URI uri = new URI(next);
            if (AzureClouds.isSameOrigin(first, uri)) {
                return uri;
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw new AzureFault(Kind.NONSENSE, "Azure's list goes on elsewhere: " + ForeignText.clean(next, 100));
    }

    private static String requireSubscription(String subscription) {
        if (!SUBSCRIPTION.matcher(subscription).matches()) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'subscriptionId' is not one of Azure's.");
        }
        return subscription;
    }

    private static String requireGroup(String name) {
        if (name.isBlank() || name.length() > LONGEST_GROUP || name.endsWith(".")) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'resourceGroup' is not a name of a resource group.");
        }
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static RefusedException refused(AzureFault fault) {
        Refusal reason = switch (fault.kind()) {
            case REJECTED, MISCONFIGURED, UNAUTHORIZED -> Refusal.STATE_CONFLICT;
            case MOVED -> Refusal.UNKNOWN_OBJECT;
            case UNREACHABLE, BUSY, BROKEN, NONSENSE, PAUSED -> Refusal.TEMPORARILY_UNAVAILABLE;
        };
        return new RefusedException(reason, "Azure: " + fault.getMessage() + ".", fault);
    }
}
