package io.privyseal.rest.authentication;

import io.privyseal.access.Administrator;
import io.privyseal.access.Authenticator;
import io.privyseal.access.CurrentAdministrator;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.proxy.ClientAddress;
import io.privyseal.platform.proxy.ClientCertificateChain;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in to the management API unknown. Headers {@code login}, {@code password} and {@code customerUri} as in
 * the REST contract, or a client certificate with {@code login} and {@code customerUri}.
 */
public final class AuthenticationFilter {
    // Bound to the code that answers and not to the path, which has more than one spelling.
    private static final String GUARDED_PACKAGE = "io.privyseal.rest.";
    private static final int LONGEST_CREDENTIAL = 256;

    private final Authenticator authenticator;
    private final CurrentAdministrator current;
    private final RoutingContext context;

    AuthenticationFilter(Authenticator authenticator, CurrentAdministrator current, RoutingContext context) {
        this.authenticator = authenticator;
        this.current = current;
        this.context = context;
    }

    /** Runs where the endpoint runs, on a virtual thread: it queries and may hash. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public void authenticate(SimpleResourceInfo resource) {
        if (!resource.getResourceClass().getName().startsWith(GUARDED_PACKAGE)) {
            return;
        }
        InetAddress address = ClientAddress.of(context);
        current.identify(identify(context.request(), address), address);
    }

    private Administrator identify(HttpServerRequest request, InetAddress address) {
        String customerUri = credential(request, "customerUri");
        String login = credential(request, "login");
        if (customerUri == null || login == null) {
            throw unknown();
        }
        String password = credential(request, "password");
        if (password == null) {
            return authenticator.byCertificate(customerUri, login, ClientCertificateChain.of(context), address);
        }
        return authenticator.byPassword(customerUri, login, password, address);
    }

    private static @Nullable String credential(HttpServerRequest request, String header) {
        String value = request.getHeader(header);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > LONGEST_CREDENTIAL) {
            throw unknown();
        }
        return decoded(value);
    }

    /** Headers arrive as single bytes, and clients send UTF-8 or ISO 8859-1 as they please (RFC 9110 §5.5). */
    private static String decoded(String header) {
        if (header.chars().allMatch(c -> c < 0x80)) {
            return header;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException _) {
            return header;
        }
    }

    private static RefusedException unknown() {
        return new RefusedException(Refusal.UNKNOWN_CALLER, "Unknown user");
    }
}
