package io.privyseal.acme;

import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.platform.Incidents;
import io.privyseal.platform.Outages;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.proxy.ClientAddress;
import io.privyseal.protocol.acme.AccountKey;
import io.privyseal.protocol.acme.JwsMessage;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.protocol.acme.Signer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What all requests of the door have in common (RFC 8555 §6): who asks whom, signatures, nonces, headers, problems. */
@Singleton
class AcmeDoor {
    private static final Logger LOG = Logger.getLogger(AcmeDoor.class);
    private static final int LONGEST_USER_AGENT = 255;
    private static final int UNAVAILABLE = 503;
    private static final String RETRY_AFTER_OUTAGE = "5";

    static final String NONCE = "Replay-Nonce";

    private final ConfigurationVersion configuration;
    private final EndpointLookup endpoints;
    private final Accounts accounts;
    private final RequestTransaction transaction;
    private final Nonces nonces;
    private final Incidents incidents;
    private final RoutingContext context;
    private final String origin;

    AcmeDoor(
            ConfigurationVersion configuration,
            EndpointLookup endpoints,
            Accounts accounts,
            RequestTransaction transaction,
            Nonces nonces,
            Incidents incidents,
            RoutingContext context,
            @ConfigProperty(
                            name = "privyseal.base-url",
                            defaultValue = "https://localhost:${privyseal.https-port:8443}")
                    String origin) {
        this.configuration = configuration;
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.transaction = transaction;
        this.nonces = nonces;
        this.incidents = incidents;
        this.context = context;
        this.origin = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
    }

    /** A request that anybody may make. */
    record Request(EnrollmentEndpoint endpoint, AcmeUrls urls, ClientInfo client) {}

    /** A request whose signature was verified with the key that it carries. */
    record KeyRequest(Request request, JwsMessage message, AccountKey key) {}

    /** A request whose signature was verified with the key of a valid account. */
    record AccountRequest(Request request, JwsMessage message, Account account) {
        byte[] payload() {
            if (message.isPostAsGet()) {
                throw Problem.malformed("The payload must be a JSON object.").asException();
            }
            return message.payload();
        }

        /** RFC 8555 §6.3. */
        void requirePostAsGet() {
            if (!message.isPostAsGet()) {
                throw Problem.malformed("The payload must be empty: this is a POST-as-GET request (RFC 8555 §6.3).")
                        .asException();
            }
        }
    }

    Response open(String extension, Function<Request, Response.ResponseBuilder> work) {
        return answer(extension, false, asked -> work.apply(asked.request()));
    }

    Response byKey(String extension, byte @Nullable [] body, Function<KeyRequest, Response.ResponseBuilder> work) {
        return answer(extension, true, asked -> {
            JwsMessage message = read(body);
            return work.apply(verifiedByKey(asked.request(), message));
        });
    }

    /** What reads only is done in one transaction, other work has its own. */
    Response byAccount(
            String extension, byte @Nullable [] body, Function<AccountRequest, Response.ResponseBuilder> work) {
        return answer(extension, true, asked -> {
            JwsMessage message = read(body);
            return message.isPostAsGet()
                    ? together(asked, message, work)
                    : work.apply(transaction.together(() -> asked.byAccount(message)));
        });
    }

    /** As {@link #byAccount}, for work that must become true together and waits for nobody. */
    Response byAccountTogether(
            String extension, byte @Nullable [] body, Function<AccountRequest, Response.ResponseBuilder> work) {
        return answer(extension, true, asked -> together(asked, read(body), work));
    }

    /** As {@link #byAccount}, for work that asks for the request in a transaction of its own. */
    Response byAccountWithin(
            String extension,
            byte @Nullable [] body,
            Function<Supplier<AccountRequest>, Response.ResponseBuilder> work) {
        return answer(extension, true, asked -> {
            JwsMessage message = read(body);
            return work.apply(() -> asked.byAccount(message));
        });
    }

    private Response.ResponseBuilder together(
            Asked asked, JwsMessage message, Function<AccountRequest, Response.ResponseBuilder> work) {
        return transaction.together(() -> work.apply(asked.byAccount(message)));
    }

    /** RFC 8555 §7.6: revocation takes either. */
    Response byEither(
            String extension,
            byte @Nullable [] body,
            Function<AccountRequest, Response.ResponseBuilder> ofAccount,
            Function<KeyRequest, Response.ResponseBuilder> ofKey) {
        return answer(extension, true, asked -> {
            JwsMessage message = read(body);
            return switch (message.signer()) {
                case Signer.ByKid _ -> ofAccount.apply(transaction.together(() -> asked.byAccount(message)));
                case Signer.ByJwk _ -> ofKey.apply(verifiedByKey(asked.request(), message));
            };
        });
    }

    private JwsMessage read(byte @Nullable [] body) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        // RFC 8555 §6.2.
        if (type == null || !JwsMessage.MEDIA_TYPE.equals(mediaType(type))) {
            throw Problem.malformed("The body must have the media type " + JwsMessage.MEDIA_TYPE + ".")
                    .withStatus(415)
                    .asException();
        }
        if (body == null || body.length == 0) {
            throw Problem.malformed("There is no body.").asException();
        }
        if (body.length > JwsMessage.LARGEST) {
            throw Problem.malformed("The body is larger than " + JwsMessage.LARGEST + " bytes.")
                    .withStatus(413)
                    .asException();
        }
        JwsMessage message = JwsMessage.parse(body);
        message.requireUrl(origin + context.request().uri());
        if (!nonces.redeem(message.requireNonce())) {
            throw Problem.of(ProblemType.BAD_NONCE, "The nonce is not known here, or has been used; take a fresh one.")
                    .asException();
        }
        return message;
    }

    private static String mediaType(String header) {
        int semicolon = header.indexOf(';');
        return (semicolon < 0 ? header : header.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static KeyRequest verifiedByKey(Request request, JwsMessage message) {
        AccountKey key = message.requireJwk();
        message.verify(key);
        return new KeyRequest(request, message, key);
    }

    private AccountRequest verifiedByAccount(Request request, JwsMessage message) {
        Account account = accounts.require(request.endpoint(), request.urls().accountNumber(message.requireKid()));
        message.verify(account.key());
        return new AccountRequest(request, message, Accounts.requireValid(account));
    }

    /** Who asks whom, looked up when it is first needed: in the transaction of the work that is asked for. */
    private final class Asked {
        private final String extension;
        private @Nullable Request request;
        private @Nullable AccountRequest verified;

        Asked(String extension) {
            this.extension = extension;
        }

        Request request() {
            if (request == null) {
                request = AcmeDoor.this.request(extension);
            }
            return request;
        }

        AccountRequest byAccount(JwsMessage message) {
            if (verified == null) {
                verified = verifiedByAccount(request(), message);
            }
            return verified;
        }
    }

    private Response answer(String extension, boolean signed, Function<Asked, Response.ResponseBuilder> work) {
        return configuration.view(() -> respond(extension, signed, work));
    }

    private Response respond(String extension, boolean signed, Function<Asked, Response.ResponseBuilder> work) {
        Asked asked = new Asked(extension);
        Response.ResponseBuilder answer;
        try {
            answer = work.apply(asked);
        } catch (RuntimeException e) {
            answer = refusal(asked, e);
        }
        if (asked.request != null) {
            // RFC 8555 §7.1.
            answer.header(HttpHeaders.LINK, "<" + asked.request.urls().directory() + ">;rel=\"index\"");
        }
        if (signed) {
            answer.header(NONCE, nonces.next()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return AcmeCors.allow(answer).build();
    }

    private Response.ResponseBuilder refusal(Asked asked, RuntimeException why) {
        if (why instanceof ProblemException) {
            try {
                // Whoever may not ask at all learns that first, whatever else is wrong.
                asked.request();
            } catch (RuntimeException e) {
                return refusal(e);
            }
        }
        return refusal(why);
    }

    private Response.ResponseBuilder refusal(RuntimeException why) {
        return switch (why) {
            case ProblemException e -> problem(e.problem());
            // RFC 8555 §6.6.
            case RateLimitedException e -> problem(e.problem()).header(HttpHeaders.RETRY_AFTER, e.retryAfterSeconds());
            case RefusedException e -> problem(AcmeProblems.of(e.reason(), e.detail()));
            default -> unexpected(why);
        };
    }

    /** RFC 8555 §7.2. */
    Response.ResponseBuilder nonce(Response.ResponseBuilder answer) {
        return answer.header(NONCE, nonces.next()).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private Request request(String extension) {
        InetAddress address = ClientAddress.of(context);
        EnrollmentEndpoint endpoint = endpoints
                .find(extension, EndpointDoor.ACME)
                .orElseThrow(() -> Problem.malformed("There is no such ACME endpoint.")
                        .withStatus(404)
                        .asException());
        if (!endpoint.acme().admits(address)) {
            throw Problem.of(ProblemType.UNAUTHORIZED, "This endpoint does not serve clients at your address.")
                    .asException();
        }
        return new Request(endpoint, AcmeUrls.of(origin, endpoint), client(address));
    }

    private ClientInfo client(InetAddress address) {
        String agent = context.request().getHeader(HttpHeaders.USER_AGENT);
        String clean = agent == null
                ? ""
                : agent.codePoints()
                        .filter(c -> !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF))
                        .limit(LONGEST_USER_AGENT / 2)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
        return new ClientInfo(address.getHostAddress(), clean);
    }

    private static Response.ResponseBuilder problem(Problem problem) {
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
        if (problem.type() == ProblemType.USER_ACTION_REQUIRED && problem.instance() != null) {
            // RFC 8555 §7.3.3.
            answer.header(HttpHeaders.LINK, "<" + problem.instance() + ">;rel=\"terms-of-service\"");
        }
        return problem.status() == UNAVAILABLE ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_OUTAGE) : answer;
    }

    private Response.ResponseBuilder unexpected(RuntimeException fault) {
        if (Outages.isOutage(fault)) {
            LOG.warnf("Database unavailable: %s", fault);
            return problem(
                    Problem.of(ProblemType.SERVER_INTERNAL, "The server is busy or under maintenance. Retry later.")
                            .withStatus(UNAVAILABLE));
        }
        return problem(Problem.of(ProblemType.SERVER_INTERNAL, incidents.report(LOG, fault)));
    }
}
