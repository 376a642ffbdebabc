package io.privyseal.platform.web;

import io.privyseal.platform.AddressRange;
import io.privyseal.platform.proxy.ClientAddress;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every request before any door sees it: its id, which listener serves it, who may see diagnostics, and
 * the headers of its answer.
 */
@Singleton
final class ListenerRules {
    /** Under which the request's id is in the log and in the routing context. */
    static final String REQUEST_ID = "requestId";

    private static final String REQUEST_ID_HEADER = "X-Request-Id";
    private static final String SAFE = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:";
    private static final int LONGEST_REQUEST_ID = 64;
    private static final int FIRST = 20_000;

    /** Public by nature: status, CA certificates, SCEP (RFC 8894 protects its own messages), health. */
    private static final List<String> PLAIN = List.of("/crl", "/ocsp", "/ca", "/scep", "/certsrv/mscep", "/health");

    private static final List<String> DIAGNOSTIC = List.of("/metrics", "/diagnostics", "/swagger-ui", "/openapi", "/q");

    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    private final boolean plainServesAll;
    private final List<AddressRange> diagnosticsFrom;
    private final SecureRandom random;

    ListenerRules(ListenerConfig config, SecureRandom random) {
        this.plainServesAll = config.plainHttpServesAll();
        this.diagnosticsFrom = config.diagnosticsFrom();
        this.random = random;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String id = requestId(request.getHeader(REQUEST_ID_HEADER));
        context.put(REQUEST_ID, id);
        MDC.put(REQUEST_ID, id);
        HttpServerResponse response = context.response();
        protect(response, request.isSSL());
        response.putHeader(REQUEST_ID_HEADER, id);
        // The router matches the normalized path, so this is what must be judged.
        String path = context.normalizedPath();
        if (!request.isSSL() && !plainServesAll && !isUnder(PLAIN, path)) {
            answer(response, 403, -3, "This address serves HTTPS clients on its other port only.");
            return;
        }
        if (isUnder(DIAGNOSTIC, withoutMatrixParameters(path)) && !mayDiagnose(request)) {
            answer(response, 404, -1, "Not found.");
            return;
        }
        context.next();
    }

    /** Resources are matched without them, and without the empty segments that they leave. */
    static String withoutMatrixParameters(String path) {
        return path.indexOf(';') < 0
                ? path
                : MATRIX_PARAMETERS.matcher(path).replaceAll("").replaceAll("//+", "/");
    }

    /** A request that a proxy forwarded comes from elsewhere, whatever the address of the proxy. */
    private boolean mayDiagnose(HttpServerRequest request) {
        return isDiagnostician(request.remoteAddress())
                && !request.headers().contains("Forwarded")
                && !request.headers().contains("X-Forwarded-For");
    }

    private boolean isDiagnostician(@Nullable SocketAddress peer) {
        return Optional.ofNullable(peer)
                .flatMap(ClientAddress::ofPeer)
                .filter(address -> diagnosticsFrom.stream().anyMatch(range -> range.contains(address)))
                .isPresent();
    }

    static boolean isUnder(List<String> roots, String path) {
        for (String root : roots) {
            if (path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    private String requestId(@Nullable String given) {
        if (given != null && isPrintable(given)) {
            return given;
        }
        byte[] id = new byte[8];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** Only what cannot forge a log line. */
    private static boolean isPrintable(String id) {
        if (id.isEmpty() || id.length() > LONGEST_REQUEST_ID) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (SAFE.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void protect(HttpServerResponse response, boolean secure) {
        response.putHeader("X-Content-Type-Options", "nosniff");
        response.putHeader("X-Frame-Options", "DENY");
        response.putHeader("Referrer-Policy", "no-referrer");
        if (secure) {
            response.putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void answer(HttpServerResponse response, int status, int code, String sentence) {
        response.setStatusCode(status);
        response.putHeader("Content-Type", "application/json");
        response.end("{\"code\":" + code + ",\"description\":\"" + sentence + "\"}");
    }
}
