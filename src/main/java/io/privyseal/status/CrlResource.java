package io.privyseal.status;

import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.authority.AuthorityId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.revocation.Crls;
import io.privyseal.revocation.PublishedCrl;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The CRLs, where the CDP extensions say they are. */
@Path("/crl")
@RunOnVirtualThread
@Tag(name = "Status")
public class CrlResource {
    private final Crls crls;
    private final MeterRegistry meters;

    CrlResource(Crls crls, MeterRegistry meters) {
        this.crls = crls;
        this.meters = meters;
    }

    @GET
    @Path("/{authorityId}/full.crl")
    @Operation(operationId = "getCrl", summary = "The full CRL of a CA (RFC 5280), DER")
    @APIResponse(
            responseCode = "200",
            description = "The CRL",
            content =
                    @Content(
                            mediaType = "application/pkix-crl",
                            schema = @Schema(type = SchemaType.STRING, format = "binary")))
    @APIResponse(responseCode = "304", description = "The caller has it already")
    @APIResponse(responseCode = "404", description = "There is no such CA")
    public Response full(
            @Parameter(description = "The number of the CA", schema = @Schema(type = SchemaType.INTEGER), example = "1")
                    @PathParam("authorityId")
                    String authorityId,
            @Context Request request) {
        PublishedCrl crl = PathNumber.parse(authorityId)
                .flatMap(id -> crls.find(new AuthorityId(id)))
                .orElseThrow(() -> new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no such CA."));
        meters.counter("privyseal.crl.downloads").increment();
        // RFC 5280 §4.2.1.13: the type is the same whatever the caller says it accepts.
        return Response.fromResponse(
                        new Cached(crl.sha256(), crl.thisUpdate(), crl.maxAge()).answer(request, crl.der()))
                .type("application/pkix-crl")
                .build();
    }
}
