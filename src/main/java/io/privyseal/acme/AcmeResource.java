package io.privyseal.acme;

import io.privyseal.acme.AcmeDoor.AccountRequest;
import io.privyseal.acme.AcmeDoor.KeyRequest;
import io.privyseal.acme.AcmeDoor.Request;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.inventory.CollectFormat;
import io.privyseal.protocol.acme.AccountUpdate;
import io.privyseal.protocol.acme.AuthorizationUpdate;
import io.privyseal.protocol.acme.CertificateIdentifier;
import io.privyseal.protocol.acme.ChallengeResponse;
import io.privyseal.protocol.acme.ChallengeStatus;
import io.privyseal.protocol.acme.FinalizeRequest;
import io.privyseal.protocol.acme.KeyChange;
import io.privyseal.protocol.acme.NewAccountRequest;
import io.privyseal.protocol.acme.NewAuthorizationRequest;
import io.privyseal.protocol.acme.NewOrderRequest;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.OrdersListAnswer;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.protocol.acme.RevocationRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The resources of RFC 8555 §7.1, below each endpoint's address. */
@Path("/acme/{endpoint}")
@RunOnVirtualThread
public class AcmeResource {
    private static final int ORDERS_PER_PAGE = 100;
    private static final String PEM_CHAIN = "application/pem-certificate-chain";
    private static final String PKIX_CERT = "application/pkix-cert";
    private static final String PKCS7 = "application/pkcs7-mime";

    /** Clients poll at least that slowly while an administrator decides, and while a challenge is checked. */
    private static final String RETRY_AFTER_DECISION = "60";

    private static final String RETRY_AFTER_CHECK = "1";

    private final AcmeDoor door;
    private final Accounts accounts;
    private final Orders orders;
    private final OrderRecords records;
    private final Authorizations authorizations;
    private final Challenges challenges;
    private final RevokingRights revoking;
    private final RenewalWindows windows;
    private final IssuedCertificates issued;
    private final Certificates certificates;
    private final Clock clock;

    AcmeResource(
            AcmeDoor door,
            Accounts accounts,
            Orders orders,
            OrderRecords records,
            Authorizations authorizations,
            Challenges challenges,
            RevokingRights revoking,
            RenewalWindows windows,
            IssuedCertificates issued,
            Certificates certificates,
            Clock clock) {
        this.door = door;
        this.accounts = accounts;
        this.orders = orders;
        this.records = records;
        this.authorizations = authorizations;
        this.challenges = challenges;
        this.revoking = revoking;
        this.windows = windows;
        this.issued = issued;
        this.certificates = certificates;
        this.clock = clock;
    }

    @GET
    @Path("/directory")
    @Operation(hidden = true)
    public Response directory(@PathParam("endpoint") String endpoint) {
        return door.open(endpoint, AcmeResource::directory);
    }

    // RFC 8555 §6.3: what can be had by GET can be had by POST-as-GET too.
    @POST
    @Path("/directory")
    @Operation(hidden = true)
    public Response postDirectory(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            signed.requirePostAsGet();
            return directory(signed.request());
        });
    }

    private static Response.ResponseBuilder directory(Request request) {
        return json(
                200, AcmeAnswers.directory(request.endpoint(), request.urls()).toJson());
    }

    // RFC 8555 §7.2: 200 to HEAD, 204 to GET.
    @HEAD
    @Path("/new-nonce")
    @Operation(hidden = true)
    public Response headNonce(@PathParam("endpoint") String endpoint) {
        return door.open(endpoint, _ -> door.nonce(Response.ok()));
    }

    @GET
    @Path("/new-nonce")
    @Operation(hidden = true)
    public Response getNonce(@PathParam("endpoint") String endpoint) {
        return door.open(endpoint, _ -> door.nonce(Response.noContent()));
    }

    @POST
    @Path("/new-nonce")
    @Operation(hidden = true)
    public Response postNonce(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            signed.requirePostAsGet();
            return Response.noContent();
        });
    }

    @POST
    @Path("/new-account")
    @Operation(hidden = true)
    public Response newAccount(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byKey(endpoint, body, this::register);
    }

    private Response.ResponseBuilder register(KeyRequest signed) {
        Request request = signed.request();
        Accounts.Registered registered = accounts.register(
                request.endpoint(), signed.key(), NewAccountRequest.parse(signed.message()), request.client());
        Account account = registered.account();
        return json(
                        registered.isNew() ? 201 : 200,
                        AcmeAnswers.account(request.endpoint(), request.urls(), account)
                                .toJson())
                .location(URI.create(request.urls().account(account.id())));
    }

    @POST
    @Path("/account/{id}")
    @Operation(hidden = true)
    public Response account(
            @PathParam("endpoint") String endpoint, @PathParam("id") String id, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            Account account = requireSelf(signed, id);
            Request request = signed.request();
            if (!signed.message().isPostAsGet()) {
                account = accounts.update(
                        request.endpoint(), account, AccountUpdate.parse(signed.payload()), request.client());
            }
            return json(
                    200,
                    AcmeAnswers.account(request.endpoint(), request.urls(), account)
                            .toJson());
        });
    }

    private static Account requireSelf(AccountRequest signed, String id) {
        if (number(id) != signed.account().id()) {
            throw Problem.of(ProblemType.UNAUTHORIZED, "This is another account's address.")
                    .asException();
        }
        return signed.account();
    }

    @POST
    @Path("/account/{id}/orders")
    @Operation(hidden = true)
    public Response orders(
            @PathParam("endpoint") String endpoint,
            @PathParam("id") String id,
            @QueryParam("before") @Nullable String before,
            byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            signed.requirePostAsGet();
            Account account = requireSelf(signed, id);
            AcmeUrls urls = signed.request().urls();
            List<Long> page =
                    records.list(account, before == null ? Long.MAX_VALUE : number(before), ORDERS_PER_PAGE + 1);
            List<Long> shown = page.subList(0, Math.min(ORDERS_PER_PAGE, page.size()));
            Response.ResponseBuilder answer = json(
                    200, new OrdersListAnswer(shown.stream().map(urls::order).toList()).toJson());
            // RFC 8555 §7.1.2.1.
            return page.size() > ORDERS_PER_PAGE
                    ? answer.header(
                            HttpHeaders.LINK,
                            "<" + urls.orders(account.id()) + "?before=" + shown.getLast() + ">;rel=\"next\"")
                    : answer;
        });
    }

    @POST
    @Path("/key-change")
    @Operation(hidden = true)
    public Response keyChange(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            Request request = signed.request();
            Account account = signed.account();
            KeyChange change = KeyChange.parse(signed.message(), account.key());
            Optional<Account> holder =
                    accounts.changeKey(request.endpoint(), account, change.newKey(), request.client());
            // RFC 8555 §7.3.5.
            if (holder.isPresent()) {
                return Response.status(409)
                        .type(Problem.MEDIA_TYPE)
                        .entity(Problem.malformed("Another account has this key.")
                                .withStatus(409)
                                .toJson())
                        .location(URI.create(request.urls().account(holder.get().id())));
            }
            return json(
                    200,
                    AcmeAnswers.account(
                                    request.endpoint(),
                                    request.urls(),
                                    accounts.require(request.endpoint(), account.id()))
                            .toJson());
        });
    }

    @POST
    @Path("/new-order")
    @Operation(hidden = true)
    public Response newOrder(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byAccountTogether(endpoint, body, signed -> {
            Request request = signed.request();
            NewOrderRequest wanted = NewOrderRequest.parse(
                    signed.payload(), request.endpoint().acme().mostIdentifiers());
            Orders.Current current = records.create(request.endpoint(), signed.account(), wanted, request.client());
            accounts.wasActive(signed.account(), request.client());
            return order(request.urls(), current, 201)
                    .location(URI.create(request.urls().order(current.order().id())));
        });
    }

    @POST
    @Path("/order/{id}")
    @Operation(hidden = true)
    public Response order(@PathParam("endpoint") String endpoint, @PathParam("id") String id, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            signed.requirePostAsGet();
            return order(signed.request().urls(), orders.require(signed.account(), number(id)), 200);
        });
    }

    @POST
    @Path("/order/{id}/finalize")
    @Operation(hidden = true)
    public Response finalizeOrder(
            @PathParam("endpoint") String endpoint, @PathParam("id") String id, byte @Nullable [] body) {
        return door.byAccountWithin(endpoint, body, asked -> {
            Orders.Current current = orders.finalizeOrder(() -> finalization(asked.get()), number(id));
            AcmeUrls urls = asked.get().request().urls();
            return order(urls, current, 200)
                    .location(URI.create(urls.order(current.order().id())));
        });
    }

    private static Orders.FinalizeCall finalization(AccountRequest signed) {
        return new Orders.FinalizeCall(
                signed.request().endpoint(),
                signed.account(),
                FinalizeRequest.parse(signed.payload()).csr(),
                signed.request().client());
    }

    private static Response.ResponseBuilder order(AcmeUrls urls, Orders.Current current, int status) {
        Response.ResponseBuilder answer =
                json(status, AcmeAnswers.order(urls, current).toJson());
        return current.status() == OrderStatus.PROCESSING
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_DECISION)
                : answer;
    }

    @POST
    @Path("/new-authz")
    @Operation(hidden = true)
    public Response newAuthorization(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            Request request = signed.request();
            NewAuthorizationRequest wanted = NewAuthorizationRequest.parse(signed.payload());
            // RFC 8555 §7.4.1.
            if (wanted.identifier().isWildcard()) {
                throw Problem.malformed("A wildcard is authorized with an order only.")
                        .asException();
            }
            records.requireAllowed(request.endpoint(), signed.account(), wanted.identifier());
            Authorization authorization =
                    authorizations.beforehand(request.endpoint(), signed.account(), wanted.identifier());
            return authorization(request.urls(), authorization, 201)
                    .location(URI.create(request.urls().authorization(authorization.id())));
        });
    }

    @POST
    @Path("/authz/{id}")
    @Operation(hidden = true)
    public Response authorization(
            @PathParam("endpoint") String endpoint, @PathParam("id") String id, byte @Nullable [] body) {
        return door.byAccount(endpoint, body, signed -> {
            Account account = signed.account();
            Authorization authorization = authorizations.require(account, number(id));
            if (!signed.message().isPostAsGet()) {
                AuthorizationUpdate.parse(signed.payload());
                authorization = authorizations.deactivate(account, authorization.id());
            }
            return authorization(signed.request().urls(), authorization, 200);
        });
    }

    private Response.ResponseBuilder authorization(AcmeUrls urls, Authorization authorization, int status) {
        Response.ResponseBuilder answer = json(
                status,
                AcmeAnswers.authorization(urls, authorization, clock.instant()).toJson());
        String attempted = authorization.attempted();
        return attempted != null && authorization.challengeStatus(attempted) == ChallengeStatus.PROCESSING
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_CHECK)
                : answer;
    }

    @POST
    @Path("/challenge/{id}/{type}")
    @Operation(hidden = true)
    public Response challenge(
            @PathParam("endpoint") String endpoint,
            @PathParam("id") String id,
            @PathParam("type") String type,
            byte @Nullable [] body) {
        return door.byAccountTogether(endpoint, body, signed -> {
            Request request = signed.request();
            Authorization authorization = authorizations.require(signed.account(), number(id));
            if (!authorization.challenges().contains(type)) {
                throw notFound();
            }
            if (!signed.message().isPostAsGet()) {
                ChallengeResponse.parse(signed.payload());
                authorization = challenges.respond(request.endpoint(), signed.account(), authorization, type);
            }
            Response.ResponseBuilder answer = json(
                            200,
                            AcmeAnswers.challenge(request.urls(), authorization, type)
                                    .toJson())
                    // RFC 8555 §7.5.1.
                    .header(HttpHeaders.LINK, "<" + request.urls().authorization(authorization.id()) + ">;rel=\"up\"");
            // RFC 8555 §8.2: while there is something to wait for.
            return authorization.challengeStatus(type) == ChallengeStatus.PROCESSING
                    ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_CHECK)
                    : answer;
        });
    }

    @POST
    @Path("/certificate/{order}")
    @Operation(hidden = true)
    public Response certificate(
            @PathParam("endpoint") String endpoint,
            @PathParam("order") String order,
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            byte @Nullable [] body) {
        return certificate(endpoint, order, accept, body, false);
    }

    /** The same with the root at its end (RFC 8555 §7.4.2: alternate chains). */
    @POST
    @Path("/certificate/{order}/1")
    @Operation(hidden = true)
    public Response alternate(
            @PathParam("endpoint") String endpoint,
            @PathParam("order") String order,
            @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept,
            byte @Nullable [] body) {
        return certificate(endpoint, order, accept, body, true);
    }

    private Response certificate(
            String endpoint, String id, @Nullable String accept, byte @Nullable [] body, boolean withRoot) {
        return door.byAccount(endpoint, body, signed -> {
            signed.requirePostAsGet();
            Order order = records.require(signed.account(), number(id));
            CertificateId number = order.certificate();
            if (number == null) {
                throw notFound();
            }
            Certificate certificate = certificates.require(order.customer(), number);
            String url = signed.request().urls().certificate(order.id());
            return encoded(issued.chain(certificate, withRoot), issued.issuerUrl(certificate), accept)
                    .header(HttpHeaders.LINK, "<" + (withRoot ? url : url + "/1") + ">;rel=\"alternate\"");
        });
    }

    // RFC 8555 §7.4.2: PEM unless the client accepts another of the forms only.
    private static Response.ResponseBuilder encoded(List<byte[]> chain, String issuer, @Nullable String accept) {
        String wanted = accept == null ? MediaType.WILDCARD : accept.toLowerCase(Locale.ROOT);
        if (wanted.contains(PEM_CHAIN) || wanted.contains("*/*") || wanted.contains("application/*")) {
            return Response.ok(CollectFormat.pem(chain), PEM_CHAIN);
        }
        if (wanted.contains(PKIX_CERT)) {
            // The format has room for one certificate only.
            return Response.ok(chain.getFirst(), PKIX_CERT).header(HttpHeaders.LINK, "<" + issuer + ">;rel=\"up\"");
        }
        if (wanted.contains(PKCS7)) {
            return Response.ok(CollectFormat.pkcs7(chain), PKCS7);
        }
        throw Problem.malformed("The certificate is served as " + PEM_CHAIN + ", " + PKIX_CERT + " and " + PKCS7 + ".")
                .withStatus(406)
                .asException();
    }

    @POST
    @Path("/revoke-cert")
    @Operation(hidden = true)
    public Response revoke(@PathParam("endpoint") String endpoint, byte @Nullable [] body) {
        return door.byEither(
                endpoint,
                body,
                signed -> {
                    revoking.revokeByAccount(
                            signed.account(),
                            RevocationRequest.parse(signed.payload()),
                            signed.request().client());
                    return Response.ok();
                },
                signed -> {
                    revoking.revokeByKey(
                            signed.request().endpoint(),
                            signed.key(),
                            RevocationRequest.parse(signed.message().payload()),
                            signed.request().client());
                    return Response.ok();
                });
    }

    @GET
    @Path("/renewal-info/{certificate}")
    @Operation(hidden = true)
    public Response renewalInformation(
            @PathParam("endpoint") String endpoint, @PathParam("certificate") String certificate) {
        return door.open(endpoint, request -> {
            RenewalWindows.Suggestion suggestion = windows.of(
                            request.endpoint().customer(), new CertificateIdentifier(certificate))
                    .orElseThrow(AcmeResource::notFound);
            return json(200, suggestion.information().toJson())
                    .header(HttpHeaders.RETRY_AFTER, suggestion.askAgain().toSeconds());
        });
    }

    private static RuntimeException notFound() {
        return Problem.malformed("There is nothing at this address.")
                .withStatus(404)
                .asException();
    }

    private static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw notFound();
        }
        return Long.parseLong(text);
    }

    private static Response.ResponseBuilder json(int status, byte[] body) {
        return Response.status(status).type(MediaType.APPLICATION_JSON).entity(body);
    }
}
