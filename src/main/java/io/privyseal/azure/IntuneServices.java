package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.IntuneAction.FrontEnd;
import io.privyseal.azure.MicrosoftClient.Question;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's Intune has its services, as Microsoft Graph says; remembered until something goes wrong, and for an hour
 * at most. What Graph says is not believed blindly: tokens go to hosts of Microsoft's only.
 */
@Singleton
class IntuneServices {
    /** Intune's well-known application. */
    private static final String INTUNE = "0000000a-0000-0000-c000-000000000000";

    private static final String PATH = "v1.0/servicePrincipals/appId=" + INTUNE + "/endpoints";
    private static final int LARGEST = 1024 * 1024;
    private static final int LONGEST_ADDRESS = 2048;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** @param addresses by the service's name in lower case */
    private record Found(Credentials credentials, Map<String, String> addresses, Instant until) {}

    private final MicrosoftClient client;
    private final AzureClouds clouds;
    private final Clock clock;
    private final Kept<AzureAccountId, Found> kept = new Kept<>();

    IntuneServices(MicrosoftClient client, AzureClouds clouds, Clock clock) {
        this.client = client;
        this.clouds = clouds;
        this.clock = clock;
    }

    /** @throws AzureFault also {@link Kind#MISCONFIGURED} when there is no such service, or at no host of Microsoft's */
    URI find(Credentials credentials, FrontEnd frontEnd, Budget budget) {
        Found found = kept.get(
                credentials.account(),
                known -> known.credentials().equals(credentials)
                        && clock.instant().isBefore(known.until()),
                () -> discover(credentials, budget),
                budget);
        return check(
                credentials, frontEnd, found.addresses().get(frontEnd.wireName().toLowerCase(Locale.ROOT)));
    }

    void forget(AzureAccountId account) {
        kept.forget(account);
    }

    private Found discover(Credentials credentials, Budget budget) {
        URI uri = clouds.graph(credentials.environment(), PATH);
        JsonNode answer = client.ask(credentials, Question.get(Audience.GRAPH, uri, LARGEST), budget)
                .body();
        Map<String, String> addresses = new HashMap<>();
        for (JsonNode entry : Json.requireList(answer, "value", uri.getHost())) {
            String name = Json.text(entry, "providerName").orElse("");
            String address = Json.text(entry, "uri").orElse("");
            if (!name.isEmpty() && !address.isEmpty()) {
                // The first one counts, as in Microsoft's own client.
                addresses.putIfAbsent(name.toLowerCase(Locale.ROOT), address);
            }
        }
        return new Found(credentials, addresses, clock.instant().plus(REMEMBERED));
    }

    private URI check(Credentials credentials, FrontEnd frontEnd, @Nullable String address) {
        if (address == null) {
            throw new AzureFault(Kind.MISCONFIGURED, "the tenant has no service " + frontEnd.wireName());
        }
        URI uri = parse(address);
        if (uri == null || !clouds.isService(credentials.environment(), uri)) {
            throw new AzureFault(
                    Kind.MISCONFIGURED,
                    "the address of " + frontEnd.wireName() + " is not one of Microsoft's: "
                            + ForeignText.clean(address, 100));
        }
        return uri;
    }

    private static @Nullable URI parse(String address) {
        if (address.length() > LONGEST_ADDRESS) {
            return null;
        }
        try {
            return new URI(address);
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
