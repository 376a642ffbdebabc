package io.privyseal.status;

import io.privyseal.authority.AuthorityId;
import io.privyseal.revocation.Ocsp;
import io.privyseal.revocation.OcspAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** OCSP over HTTP (RFC 6960 Appendix A), where the AIA extensions say it is, and at one address for all CAs. */
@Path("/ocsp")
@RunOnVirtualThread
@Tag(name = "Status")
public class OcspResource {
    private static final String REQUEST = "application/ocsp-request";
    private static final String RESPONSE = "application/ocsp-response";

    // Caches ask again after this, so that a revocation is seen within ten seconds through them too.
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final Ocsp ocsp;
    private final Clock clock;

    OcspResource(Ocsp ocsp, Clock clock) {
        this.ocsp = ocsp;
        this.clock = clock;
    }

    @POST
    @Consumes(REQUEST)
    @Operation(operationId = "askOcsp", summary = "OCSP, the CA being found by the request's hashes")
    @APIResponse(
            responseCode = "200",
            description = "An OCSPResponse, DER",
            content = @Content(mediaType = RESPONSE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response post(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = REQUEST,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body,
            @Context Request request) {
        return respond(ocsp.answer(read(body)), request);
    }

    @POST
    @Path("/{authorityId}")
    @Consumes(REQUEST)
    @Operation(operationId = "askOcspOfCa", summary = "OCSP for the certificates of one CA")
    @APIResponse(
            responseCode = "200",
            description = "An OCSPResponse, DER",
            content = @Content(mediaType = RESPONSE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response post(
            @Parameter(description = "The number of the CA", schema = @Schema(type = SchemaType.INTEGER), example = "1")
                    @PathParam("authorityId")
                    String authorityId,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = REQUEST,
                                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
                    InputStream body,
            @Context Request request) {
        byte[] question = read(body);
        // No CA has the number 0: a path that names none makes all certificates foreign.
        AuthorityId authority = new AuthorityId(PathNumber.parse(authorityId).orElse(0L));
        return respond(ocsp.answer(authority, question), request);
    }

    @GET
    @Path("/{request:.+}")
    @Operation(operationId = "getOcsp", summary = "OCSP by GET: /ocsp/{base64} or /ocsp/{authorityId}/{base64}")
    @APIResponse(
            responseCode = "200",
            description = "An OCSPResponse, DER",
            content = @Content(mediaType = RESPONSE, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The caller has it already")
    public Response get(
            @Parameter(
                            description = "An OCSPRequest, base64 and percent-encoded",
                            example = "MEMwQTA_MD0wOzAJBgUrDgMCGgUABBQ")
                    @PathParam("request")
                    String ignored,
            @Context HttpServerRequest http,
            @Context Request request) {
        Optional<OcspPath> path = OcspPath.parse(http.uri());
        return respond(
                path.map(asked -> ocsp.answer(asked.authority(), asked.request()))
                        .orElseGet(ocsp::malformed),
                request);
    }

    // One octet more than is allowed is enough to know that it is too long.
    private static byte[] read(InputStream body) {
        try {
            return body.readNBytes(Ocsp.LONGEST_REQUEST + 1);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private Response respond(OcspAnswer answer, Request request) {
        OcspAnswer.Freshness freshness = answer.freshness();
        if (freshness == null) {
            return Response.ok(answer.der(), RESPONSE)
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        }
        Response cached =
                new Cached(CaFile.tag(answer.der()), freshness.thisUpdate(), MAX_AGE).answer(request, answer.der());
        return Response.fromResponse(cached)
                .type(RESPONSE)
                .expires(Date.from(clock.instant().plus(MAX_AGE)))
                .build();
    }
}
