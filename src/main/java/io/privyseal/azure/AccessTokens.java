package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.MicrosoftHttp.Answer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Access tokens by client credentials (RFC 6749 §4.4), remembered until shortly before they expire.
 */
@Singleton
class AccessTokens {
    private static final int LARGEST = 64 * 1024;
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** RFC 6750 §2.1. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    /** Entra's own number of what is wrong; the text around it may change. */
    private static final Pattern REASON = Pattern.compile("AADSTS\\d{4,12}");

    private record Key(AzureAccountId account, Audience audience) {}

    private record Held(Credentials credentials, String token, Instant until) {
        /** Without the token, so that it gets into no log. */
        @Override
        public String toString() {
            return "Held[until=" + until + "]";
        }
    }

    private final MicrosoftHttp http;
    private final AzureClouds clouds;
    private final Answers answers;
    private final Clock clock;
    private final Kept<Key, Held> kept = new Kept<>();

    AccessTokens(MicrosoftHttp http, AzureClouds clouds, Answers answers, Clock clock) {
        this.http = http;
        this.clouds = clouds;
        this.answers = answers;
        this.clock = clock;
    }

    /** @throws AzureFault when there is none to be had */
    String get(Credentials credentials, Audience audience, Budget budget) {
        return kept.get(
                        new Key(credentials.account(), audience),
                        held -> held.credentials().equals(credentials)
                                && clock.instant().isBefore(held.until()),
                        () -> request(credentials, audience, budget),
                        budget)
                .token();
    }

    /** Forgets a token that is not taken any more; a newer one stays. */
    void drop(Credentials credentials, Audience audience, String token) {
        kept.forget(
                new Key(credentials.account(), audience), held -> held.token().equals(token));
    }

    /** Forgets all tokens of an account. */
    void forget(AzureAccountId account) {
        for (Audience audience : Audience.values()) {
            kept.forget(new Key(account, audience));
        }
    }

    private Held request(Credentials credentials, Audience audience, Budget budget) {
        String scope = clouds.scope(credentials.environment(), audience)
                .orElseThrow(() -> new AzureFault(
                        Kind.MISCONFIGURED,
                        "no address of Intune is known for " + credentials.environment()
                                + ": set PRIVYSEAL_AZURE_INTUNE"));
        URI endpoint = clouds.tokenEndpoint(credentials);
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        credentials.applicationId(),
                        "client_secret",
                        credentials.secret().value(),
                        "scope",
                        scope))))
                .build();
        Instant now = clock.instant();
        Answer answer = http.exchange(request, LARGEST, budget);
        return switch (answer.status()) {
            case 200 -> held(credentials, Json.readObject(answer.body(), endpoint.getHost()), now, endpoint.getHost());
            case 400, 401, 403, 404 -> throw refused(answer, endpoint.getHost());
            default -> throw answers.fault(answer, endpoint.getHost());
        };
    }

    private static Held held(Credentials credentials, JsonNode answer, Instant now, String host) {
        String type = Json.requireText(answer, "token_type", host);
        String token = Json.requireText(answer, "access_token", host);
        JsonNode lifetime = answer.path("expires_in");
        if (!type.toLowerCase(Locale.ROOT).equals("bearer")
                || !TOKEN.matcher(token).matches()
                || !lifetime.isIntegralNumber()
                || !lifetime.canConvertToInt()
                || lifetime.intValue() <= 0) {
            throw new AzureFault(Kind.NONSENSE, host + " answers with a token that cannot be used");
        }
        Duration lasts = Duration.ofSeconds(lifetime.intValue());
        Duration half = lasts.dividedBy(2);
        return new Held(credentials, token, now.plus(lasts).minus(half.compareTo(MARGIN) < 0 ? half : MARGIN));
    }

    private static AzureFault refused(Answer answer, String host) {
        String error = Json.find(answer.body()).map(AccessTokens::reason).orElse("no reason");
        return new AzureFault(
                Kind.MISCONFIGURED, host + " gives the application no token (" + answer.status() + ": " + error + ")");
    }

    private static String reason(JsonNode answer) {
        String error = Json.text(answer, "error").orElse("no reason");
        Matcher number = REASON.matcher(Json.text(answer, "error_description").orElse(""));
        return ForeignText.clean(number.find() ? error + " " + number.group() : error, 80);
    }

    private static String form(Map<String, String> fields) {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }
}
