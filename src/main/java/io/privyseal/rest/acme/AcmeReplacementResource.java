package io.privyseal.rest.acme;

import io.privyseal.endpoint.Replacement;
import io.privyseal.endpoint.Replacements;
import io.privyseal.platform.Page;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.MarkRequest;
import io.privyseal.rest.acme.AcmeMessages.Marked;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Certificates that ACME clients are told to replace at once (RFC 9773). */
@Path("/api/acme/v1/replacement")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "ACME")
public class AcmeReplacementResource {
    private static final String PATH = "/api/acme/v1/replacement";
    private static final String MARK_EXAMPLE = """
            {"issuerId":2,"explanationUrl":"https://pki.example.test/why"}""";
    private static final String LIST_EXAMPLE = """
            [{"id":1,"issuerId":2,"explanationUrl":"https://pki.example.test/why",\
            "marked":"2026-05-21T12:23:06.546Z"}]""";

    private final Replacements replacements;
    private final Locations locations;
    private final Caller caller;

    AcmeReplacementResource(Replacements replacements, Locations locations, Caller caller) {
        this.replacements = replacements;
        this.locations = locations;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAcmeReplacements",
            summary = "List marks of certificates to be replaced",
            description = "Needs the MRAO role.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Marked[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Marked>> list(@BeanParam PagingParameters paging) {
        caller.requireMrao();
        Page page = paging.page();
        List<Replacement> found = replacements.list(caller.customer());
        return Counted.page(
                found.stream()
                        .skip(page.position())
                        .limit(page.size())
                        .map(Marked::from)
                        .toList(),
                found.size());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "markAcmeReplacement",
            summary = "Have certificates replaced",
            description = "ACME clients that ask for renewal information of a certificate which was issued before now,"
                    + " and for which everything holds that is given here, are told to renew it at once."
                    + " Needs the MRAO role.")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response mark(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = MarkRequest.class),
                                            examples = @ExampleObject(name = "mark", value = MARK_EXAMPLE)))
                    @Nullable
                    MarkRequest body) {
        caller.requireMrao();
        MarkRequest request = Bodies.require(body);
        return locations.created(
                PATH,
                replacements
                        .mark(caller.customer(), request.scope(), request.explanation(), caller.actor())
                        .id());
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "liftAcmeReplacement",
            summary = "Take back a mark of certificates to be replaced",
            description = "Needs the MRAO role.")
    @APIResponse(responseCode = "204")
    public void lift(@PathParam("id") long id) {
        caller.requireMrao();
        replacements.lift(caller.customer(), id, caller.actor());
    }
}
