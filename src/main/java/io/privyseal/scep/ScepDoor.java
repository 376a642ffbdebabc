package io.privyseal.scep;

import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.platform.Incidents;
import io.privyseal.platform.Outages;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.proxy.ClientAddress;
import io.privyseal.protocol.scep.CaCapabilities;
import io.privyseal.protocol.scep.CaCertificates;
import io.privyseal.protocol.scep.DigestAlgorithm;
import io.privyseal.protocol.scep.MediaTypes;
import io.privyseal.protocol.scep.Operation;
import io.privyseal.protocol.scep.PkiMessage;
import io.privyseal.protocol.scep.ScepException;
import io.privyseal.protocol.scep.ScepQuery;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What all requests of the door have in common: who asks which endpoint, by which operation, and answers that say no. */
@Singleton
class ScepDoor {
    private static final Logger LOG = Logger.getLogger(ScepDoor.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final ConfigurationVersion configuration;
    private final EndpointLookup endpoints;
    private final Places places;
    private final NextIssuers nextIssuers;
    private final PkiOperations operations;
    private final Incidents incidents;
    private final RoutingContext context;

    ScepDoor(
            ConfigurationVersion configuration,
            EndpointLookup endpoints,
            Places places,
            NextIssuers nextIssuers,
            PkiOperations operations,
            Incidents incidents,
            RoutingContext context) {
        this.configuration = configuration;
        this.endpoints = endpoints;
        this.places = places;
        this.nextIssuers = nextIssuers;
        this.operations = operations;
        this.incidents = incidents;
        this.context = context;
    }

    /** A request at the endpoint's address. */
    Response at(String extension, @Nullable InputStream body) {
        return configuration.view(() -> answer(() -> endpoints.find(extension, EndpointDoor.SCEP), body));
    }

    /** A request at the address that all servers of NDES have. */
    Response atDefault(@Nullable InputStream body) {
        return configuration.view(() -> answer(() -> endpoints.findDefault(EndpointDoor.SCEP), body));
    }

    private Response answer(Supplier<Optional<EnrollmentEndpoint>> endpoint, @Nullable InputStream body) {
        try {
            return answer(endpoint.get(), body);
        } catch (ScepException e) {
            return refusal(400, e.detail());
        } catch (RefusedException e) {
            return refusal(e);
        } catch (RuntimeException e) {
            return unexpected(e);
        }
    }

    private Response answer(Optional<EnrollmentEndpoint> found, @Nullable InputStream body) {
        InetAddress from = ClientAddress.of(context);
        if (found.isEmpty()) {
            return refusal(404, "There is no such SCEP endpoint.");
        }
        EnrollmentEndpoint endpoint = found.get();
        if (!endpoint.scep().admits(from)) {
            return refusal(403, "This endpoint does not serve clients at your address.");
        }
        ScepQuery query = ScepQuery.parse(context.request().query());
        return switch (operation(query, body != null)) {
            case GET_CA_CAPS -> capabilities(endpoint, query);
            case GET_CA_CERT -> certificates(endpoint, query);
            case GET_NEXT_CA_CERT -> nextCertificates(endpoint, query);
            case PKI_OPERATION ->
                ok(
                        MediaTypes.PKI_MESSAGE,
                        operations.answer(places.of(endpoint), body == null ? query.messageBytes() : read(body), from));
        };
    }

    /** RFC 8894 §4.3: a POST can only be one, and clients leave it out. */
    private static Operation operation(ScepQuery query, boolean isPost) {
        Operation named = query.operation();
        if (named != null) {
            return named;
        }
        if (isPost) {
            return Operation.PKI_OPERATION;
        }
        throw new RefusedException(Refusal.MISSING_FIELD, "The query names no operation.");
    }

    private Response capabilities(EnrollmentEndpoint endpoint, ScepQuery query) {
        boolean next = endpoint.scep().nextIssuer() != null
                && nextIssuers.of(endpoint, counter(endpoint, query)).isPresent();
        String text = new CaCapabilities(Place.algorithms(endpoint.scep()), next).text();
        return ok(MediaTypes.CAPABILITIES, text.getBytes(StandardCharsets.US_ASCII));
    }

    private Response certificates(EnrollmentEndpoint endpoint, ScepQuery query) {
        RegistrationAuthority authority = counter(endpoint, query).authority();
        CaCertificates answer = CaCertificates.of(certificates(endpoint.scep(), authority));
        return ok(answer.mediaType(), answer.body());
    }

    private Place.Counter counter(EnrollmentEndpoint endpoint, ScepQuery query) {
        Place place = places.of(endpoint);
        return query.identifier()
                .flatMap(place::named)
                // Windows says "default", certmonger "0", Cisco and Juniper what they like.
                .orElseGet(place::first);
    }

    /** RFC 8894 §4.7.1: signed by what clients verify all answers of today with. */
    private Response nextCertificates(EnrollmentEndpoint endpoint, ScepQuery query) {
        Place.Counter counter = counter(endpoint, query);
        return nextIssuers
                .of(endpoint, counter)
                .map(chain -> CaCertificates.next(chain, DigestAlgorithm.SHA256, counter.authority()))
                .map(answer -> ok(answer.mediaType(), answer.body()))
                .orElseGet(() -> refusal(404, "There is no next CA certificate."));
    }

    private static List<byte[]> certificates(ScepSettings settings, RegistrationAuthority authority) {
        List<byte[]> certificates = new ArrayList<>();
        switch (settings.caCertFormat()) {
            case RA_AND_ISSUER -> {
                certificates.add(authority.der());
                certificates.add(authority.issuerChain().getFirst());
            }
            case ISSUER_ONLY -> certificates.add(authority.issuerChain().getFirst());
            case RA_ISSUER_ROOT -> {
                certificates.add(authority.der());
                certificates.addAll(authority.issuerChain());
            }
        }
        return certificates;
    }

    // One octet more than is allowed is enough to know that it is too long.
    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(PkiMessage.LARGEST + 1);
        } catch (IOException e) {
            throw new RefusedException(Refusal.MALFORMED_BODY, "The body cannot be read.");
        }
    }

    private static Response ok(String mediaType, byte[] body) {
        return Response.ok(body)
                .header(HttpHeaders.CONTENT_TYPE, mediaType)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response refusal(RefusedException refused) {
        return switch (refused.reason().category()) {
            case CLIENT, CONFLICT -> refusal(400, refused.detail());
            case UNAUTHENTICATED, DENIED ->
                refusal(refused.reason() == Refusal.ISSUER_UNAVAILABLE ? 503 : 403, refused.detail());
            case NOT_FOUND -> refusal(404, refused.detail());
            case BUSY -> refusal(503, refused.detail());
        };
    }

    private static Response refusal(int status, String detail) {
        Response.ResponseBuilder answer = Response.status(status)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(detail);
        return status == 503
                ? answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : answer.build();
    }

    private Response unexpected(RuntimeException fault) {
        if (Outages.isOutage(fault)) {
            LOG.warnf("Database unavailable: %s", fault);
            return refusal(503, "The server is busy or under maintenance. Retry later.");
        }
        return refusal(500, incidents.report(LOG, fault));
    }
}
