package io.privyseal.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's side on this host: Entra's token endpoint, Graph's discovery, the two services of Intune and a little of Azure
 * Resource Manager. It is as strict as the real ones and more: whatever it does not like it refuses and remembers.
 */
public final class MicrosoftStandIn implements AutoCloseable {
    public static final String TENANT = "3b643e14-3dae-4be1-aa1e-3bb8a9c52839";
    public static final String APPLICATION = "48e6b205-782c-4969-b40d-769d10b82f82";
    public static final String SECRET = "Q7x~stand.in.secret_of+the&application=1";

    private static final String PRODUCT = "Privyseal/[0-9A-Za-z.-]+";
    private static final String SERVICES = "/services";
    private static final String VALIDATION = SERVICES + "/RACerts/StatelessScepRequestValidationService";
    private static final String CONNECTOR = SERVICES + "/PkiConnector";
    private static final Set<String> SUCCESS_FIELDS = Set.of(
            "transactionId",
            "certificateRequest",
            "certificateThumbprint",
            "certificateSerialNumber",
            "certificateExpirationDateUtc",
            "issuingCertificateAuthority",
            "callerInfo");

    /** What can be asked. */
    public enum Call {
        TOKEN,
        DISCOVERY,
        VALIDATE,
        SUCCESS,
        FAILURE,
        DOWNLOAD,
        UPLOAD,
        SUBSCRIPTIONS,
        GROUPS,
        VAULTS
    }

    /** What is done instead of the usual. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws Exception;
    }

    private record Grant(String scope) {}

    private final ObjectMapper json = new ObjectMapper();
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpsServer server;
    private final Map<Call, Deque<Behaviour>> planned = new EnumMap<>(Call.class);
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Set<String> activities = ConcurrentHashMap.newKeySet();
    private final Set<String> validated = ConcurrentHashMap.newKeySet();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final Deque<String> revocationPages = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String secret = SECRET;
    private volatile String services;
    private volatile int tokenLifetime = 3599;

    MicrosoftStandIn(TestAuthority authority) {
        for (Call call : Call.values()) {
            planned.put(call, new ConcurrentLinkedDeque<>());
        }
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server()));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        services = origin();
    }

    /** Without a slash at its end. */
    public String origin() {
        return "https://localhost:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Does something else the next time that this is asked. */
    public MicrosoftStandIn next(Call call, Behaviour behaviour) {
        planned(call).add(behaviour);
        return this;
    }

    /** Discovery says from now on that the services are there. */
    public void servicesAt(String origin) {
        services = origin;
    }

    public void expectSecret(String other) {
        secret = other;
    }

    public void tokensLast(int seconds) {
        tokenLifetime = seconds;
    }

    /** No token that was given out is good any more. */
    public void revokeTokens() {
        grants.clear();
    }

    /** What the next download answers; a request as Intune writes it. */
    public void wantRevoked(String... requests) {
        revocationPages.add("{\"value\":[" + String.join(",", requests) + "]}");
    }

    public List<String> complaints() {
        return complaints;
    }

    public List<Call> calls() {
        return calls;
    }

    public long count(Call call) {
        return calls.stream().filter(call::equals).count();
    }

    /** The JSON bodies received, in order. */
    public List<JsonNode> bodies() {
        return bodies;
    }

    // Behaviours.

    public static Behaviour status(int status) {
        return exchange -> send(exchange, status, "{\"error\":{\"code\":\"Something\"}}");
    }

    public static Behaviour status(int status, String header, String value) {
        return exchange -> {
            exchange.getResponseHeaders().add(header, value);
            send(exchange, status, "{}");
        };
    }

    public static Behaviour body(int status, String body) {
        return exchange -> send(exchange, status, body);
    }

    public static Behaviour body(String body) {
        return body(200, body);
    }

    /** Closes the connection without a word. */
    static Behaviour cut() {
        return HttpExchange::close;
    }

    /** Says nothing for as long as this server lives. */
    Behaviour hang() {
        return _ -> closed.await();
    }

    /** Begins an answer and never ends it. */
    Behaviour drip() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"code\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            closed.await();
        };
    }

    /** A yes, and then blanks without end. */
    static Behaviour huge() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("{\"code\":\"Success\",\"errorDescription\":\"\"}".getBytes(UTF_8));
                byte[] blanks = new byte[64 * 1024];
                Arrays.fill(blanks, (byte) ' ');
                for (int i = 0; i < 1000; i++) {
                    out.write(blanks);
                }
            }
        };
    }

    private Deque<Behaviour> planned(Call call) {
        Deque<Behaviour> behaviours = planned.get(call);
        if (behaviours == null) {
            throw new IllegalStateException();
        }
        return behaviours;
    }

    private void handle(HttpExchange exchange) {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Call call = call(exchange.getRequestURI().getRawPath());
            if (call == null) {
                refuse(exchange, 404, "nothing is at " + exchange.getRequestURI());
                return;
            }
            calls.add(call);
            Behaviour other = planned(call).poll();
            Behaviour usual = usual(call, exchange, body);
            (other == null ? usual : other).answer(exchange);
        } catch (IOException _) {
            // The client has gone.
        } catch (Exception e) {
            complaints.add(e.toString());
        } finally {
            exchange.close();
        }
    }

    private static @Nullable Call call(String path) {
        String management = "/subscriptions/33333333-3333-3333-3333-333333333333/resource";
        return switch (path) {
            case "/" + TENANT + "/oauth2/v2.0/token" -> Call.TOKEN;
            case "/v1.0/servicePrincipals/appId=0000000a-0000-0000-c000-000000000000/endpoints" -> Call.DISCOVERY;
            case VALIDATION + "/ScepActions/validateRequest" -> Call.VALIDATE;
            case VALIDATION + "/ScepActions/successNotification" -> Call.SUCCESS;
            case VALIDATION + "/ScepActions/failureNotification" -> Call.FAILURE;
            case CONNECTOR + "/CertificateAuthorityRequests/downloadRevocationRequests" -> Call.DOWNLOAD;
            case CONNECTOR + "/CertificateAuthorityRequests/uploadRevocationResults" -> Call.UPLOAD;
            case "/subscriptions" -> Call.SUBSCRIPTIONS;
            default -> {
                if (path.equals(management + "groups")) {
                    yield Call.GROUPS;
                }
                yield path.startsWith(management + "Groups/") && path.endsWith("/providers/Microsoft.KeyVault/vaults")
                        ? Call.VAULTS
                        : null;
            }
        };
    }

    /** Looks at the request even when the answer is another one than usual. */
    private Behaviour usual(Call call, HttpExchange exchange, byte[] body) throws IOException {
        return switch (call) {
            case TOKEN -> token(exchange, new String(body, UTF_8));
            case DISCOVERY -> get(exchange, origin() + "/.default", discovery());
            case VALIDATE, SUCCESS, FAILURE, DOWNLOAD, UPLOAD -> intune(call, exchange, body);
            case SUBSCRIPTIONS ->
                management(exchange, "{\"value\":[{\"subscriptionId\":\"33333333-3333-3333-3333-333333333333\"}]}");
            case GROUPS ->
                management(exchange, "{\"value\":[{\"name\":\"pki\",\"id\":\"/subscriptions/3/resourceGroups/pki\"}]}");
            case VAULTS ->
                management(
                        exchange,
                        "{\"value\":[{\"name\":\"keys\",\"id\":\"/vaults/keys\",\"properties\":{\"sku\":{\"name\":\"premium\"}}}]}");
        };
    }

    private Behaviour token(HttpExchange exchange, String form) {
        Map<String, String> fields = Arrays.stream(form.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
        if (!exchange.getRequestMethod().equals("POST")
                || !"application/x-www-form-urlencoded"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                || !fields.keySet().equals(Set.of("grant_type", "client_id", "client_secret", "scope"))
                || !"client_credentials".equals(fields.get("grant_type"))
                || !APPLICATION.equals(fields.get("client_id"))) {
            return refusal(400, "a strange request for a token");
        }
        String scope = fields.getOrDefault("scope", "");
        if (!scope.equals(origin() + "/.default") && !scope.equals(origin() + "//.default")) {
            return refusal(400, "a strange scope: " + scope);
        }
        if (!secret.equals(fields.get("client_secret"))) {
            return body(
                    401,
                    "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret"
                            + " provided.\",\"error_codes\":[7000215],\"trace_id\":\"t\",\"correlation_id\":\"c\"}");
        }
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String token = "eyJ0." + HexFormat.of().formatHex(bytes) + ".-_~+/==";
        grants.put(token, new Grant(scope));
        return body("{\"token_type\":\"Bearer\",\"expires_in\":" + tokenLifetime
                + ",\"ext_expires_in\":3599,\"access_token\":\"" + token + "\"}");
    }

    private String discovery() {
        return "{\"@odata.context\":\"x\",\"value\":["
                + service("SomethingElse", "http://elsewhere.example.test/")
                + "," + service("ScepRequestValidationFEService", services + VALIDATION)
                + "," + service("scepRequestValidationFEservice", "https://second.example.test/")
                + "," + service("PKIConnectorFEService", services + CONNECTOR + "/")
                + "]}";
    }

    static String service(String name, String uri) {
        return "{\"id\":\"1\",\"capability\":\"" + name + "\",\"providerId\":\"2\",\"providerName\":\"" + name
                + "\",\"uri\":\"" + uri + "\",\"providerResourceId\":\"3\"}";
    }

    private Behaviour get(HttpExchange exchange, String scope, String answer) {
        if (!exchange.getRequestMethod().equals("GET")) {
            return refusal(405, "not a GET");
        }
        return authorized(exchange, scope, () -> answer);
    }

    private Behaviour management(HttpExchange exchange, String answer) {
        if (!String.valueOf(exchange.getRequestURI().getQuery()).matches("api-version=\\d{4}-\\d{2}-\\d{2}")) {
            return refusal(400, "no api-version");
        }
        return get(exchange, origin() + "/.default", answer);
    }

    private Behaviour authorized(HttpExchange exchange, String scope, Supplier<String> answer) {
        String activity = String.valueOf(exchange.getRequestHeaders().getFirst("client-request-id"));
        if (!activity.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                || !activities.add(activity)) {
            return refusal(400, "no fresh client-request-id");
        }
        if (!String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")).matches(PRODUCT)) {
            return refusal(400, "no User-Agent");
        }
        List<String> given = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        if (given.size() != 1 || !given.getFirst().startsWith("Bearer ")) {
            return refusal(401, "no bearer token");
        }
        Grant grant = grants.get(given.getFirst().substring("Bearer ".length()));
        if (grant == null) {
            // Not to complain about: tokens expire.
            return status(401, "WWW-Authenticate", "Bearer");
        }
        return grant.scope().equals(scope)
                ? later -> send(later, 200, answer.get())
                : refusal(401, "a token for " + grant.scope());
    }

    private Behaviour intune(Call call, HttpExchange exchange, byte[] body) throws IOException {
        boolean isConnector = call == Call.DOWNLOAD || call == Call.UPLOAD;
        var headers = exchange.getRequestHeaders();
        if (!exchange.getRequestMethod().equals("POST")
                || !"application/json".equals(headers.getFirst("Content-Type"))
                || !(isConnector ? "5019-05-05" : "2018-02-20").equals(headers.getFirst("api-version"))
                || !String.valueOf(headers.getFirst("UserAgent")).matches(PRODUCT)) {
            return refusal(400, "strange headers: " + headers.entrySet());
        }
        JsonNode content = json.readTree(body);
        String fault = switch (call) {
            case VALIDATE -> validate(content);
            case SUCCESS -> success(content);
            case FAILURE -> failure(content);
            case DOWNLOAD -> download(content);
            default -> upload(content);
        };
        if (fault != null) {
            return refusal(400, call + ": " + fault + ": " + content);
        }
        bodies.add(content);
        return authorized(exchange, origin() + "//.default", () -> switch (call) {
            case DOWNLOAD -> nextPage();
            case UPLOAD -> "{\"value\":true}";
            default -> "{\"@odata.context\":\"x\",\"code\":\"Success\",\"errorDescription\":\"\"}";
        });
    }

    private String nextPage() {
        String page = revocationPages.poll();
        return page == null ? "{\"value\":[]}" : page;
    }

    private @Nullable String validate(JsonNode content) {
        JsonNode request = content.path("request");
        if (!names(content).equals(Set.of("request"))
                || !names(request).equals(Set.of("transactionId", "certificateRequest", "callerInfo"))) {
            return "other fields than expected";
        }
        validated.add(key(request));
        return about(request);
    }

    private @Nullable String success(JsonNode content) {
        JsonNode notice = content.path("notification");
        Set<String> names = new HashSet<>(names(notice));
        names.removeAll(Set.of("caConfiguration", "certificateAuthority"));
        if (!names(content).equals(Set.of("notification")) || !names.equals(SUCCESS_FIELDS)) {
            return "other fields than expected";
        }
        if (!notice.path("certificateThumbprint").asText().matches("[0-9A-F]{40}")
                || !notice.path("certificateSerialNumber").asText().matches("[0-9a-f]{1,40}")
                || !notice.path("certificateExpirationDateUtc")
                        .asText()
                        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")
                || notice.path("issuingCertificateAuthority").asText().isEmpty()) {
            return "fields in another form than expected";
        }
        return validated.contains(key(notice)) ? about(notice) : "never validated";
    }

    private @Nullable String failure(JsonNode content) {
        JsonNode notice = content.path("notification");
        if (!names(content).equals(Set.of("notification"))
                || !names(notice)
                        .equals(Set.of(
                                "transactionId", "certificateRequest", "hResult", "errorDescription", "callerInfo"))) {
            return "other fields than expected";
        }
        if (!notice.path("hResult").isIntegralNumber()
                || notice.path("hResult").asLong() < 0x8000_0000L
                || notice.path("hResult").asLong() > 0xffff_ffffL
                || notice.path("errorDescription").asText().length() > 255) {
            return "fields in another form than expected";
        }
        return validated.contains(key(notice)) ? about(notice) : "never validated";
    }

    private static @Nullable String about(JsonNode request) {
        String csr = request.path("certificateRequest").asText();
        if (csr.isEmpty()
                || !Base64.getEncoder()
                        .encodeToString(Base64.getDecoder().decode(csr))
                        .equals(csr)) {
            return "the request is not base64 in one line";
        }
        if (request.path("transactionId").asText().isEmpty()) {
            return "no transaction";
        }
        return request.path("callerInfo").asText().matches(PRODUCT) ? null : "no caller";
    }

    private static String key(JsonNode request) {
        return request.path("transactionId").asText() + " "
                + request.path("certificateRequest").asText();
    }

    private static @Nullable String download(JsonNode content) {
        JsonNode parameters = content.path("downloadParameters");
        return names(content).equals(Set.of("downloadParameters"))
                        && names(parameters).equals(Set.of("maxRequests", "issuerName"))
                        && parameters.path("maxRequests").asInt() == 100
                        && parameters.path("issuerName").isNull()
                ? null
                : "other fields than expected";
    }

    private static @Nullable String upload(JsonNode content) {
        if (!names(content).equals(Set.of("results")) || content.path("results").isEmpty()) {
            return "no results";
        }
        for (JsonNode result : content.path("results")) {
            boolean succeeded = result.path("succeeded").asBoolean();
            String code = result.path("errorCode").asText();
            if (!names(result).equals(Set.of("requestContext", "succeeded", "errorCode", "errorMessage"))
                    || !result.path("succeeded").isBoolean()
                    || !result.path("errorCode").isTextual()
                    || !code.matches("0|4[01]0[0-7]")
                    || succeeded != code.equals("0")
                    || succeeded != result.path("errorMessage").isNull()) {
                return "a strange result";
            }
        }
        return null;
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private Behaviour refusal(int status, String complaint) {
        return exchange -> refuse(exchange, status, complaint);
    }

    private void refuse(HttpExchange exchange, int status, String complaint) throws IOException {
        complaints.add(complaint);
        send(exchange, status, "{}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** A request for a revocation, as Intune writes it. */
    static String revocation(String context, String serial, String issuer) {
        return "{\"requestContext\":\"" + context + "\",\"serialNumber\":\"" + serial + "\",\"issuerName\":\"" + issuer
                + "\",\"caConfiguration\":\"x\"}";
    }

    /** Forgets what has been, but not what it is. */
    public void reset() {
        planned.values().forEach(Deque::clear);
        complaints.clear();
        calls.clear();
        bodies.clear();
        revocationPages.clear();
        grants.clear();
        secret = SECRET;
        services = origin();
        tokenLifetime = 3599;
    }

    List<Call> callsOf(Call... some) {
        List<Call> wanted = Arrays.asList(some);
        return new ArrayList<>(calls.stream().filter(wanted::contains).toList());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
