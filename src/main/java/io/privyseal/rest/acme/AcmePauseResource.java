package io.privyseal.rest.acme;

import io.privyseal.endpoint.AcmePause;
import io.privyseal.endpoint.AcmePauses;
import io.privyseal.platform.Page;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.Pause;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Clients of ACME endpoints that are paused, since their validations of a name failed again and again. */
@Path("/api/acme/v1/pause")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "ACME")
public class AcmePauseResource {
    private static final String LIST_EXAMPLE = """
            [{"id":1,"endpointId":1,"accountId":"7","identifier":"www.example.test","failures":100,\
            "since":"2026-05-21T12:23:06.546Z"}]""";

    private final AcmePauses pauses;
    private final Caller caller;

    AcmePauseResource(AcmePauses pauses, Caller caller) {
        this.pauses = pauses;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAcmePauses",
            summary = "List paused ACME clients",
            description = "Clients that an endpoint does not serve for a name, because validations of it failed as many"
                    + " times in a row as the endpoint's rateLimits.pauseAfterFailures says.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Pause[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Pause>> list(@BeanParam PagingParameters paging) {
        Page page = paging.page();
        List<AcmePause> found = pauses.list(caller.customer(), caller.reach());
        return Counted.page(
                found.stream()
                        .skip(page.position())
                        .limit(page.size())
                        .map(Pause::from)
                        .toList(),
                found.size());
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "liftAcmePause",
            summary = "Lift the pause of an ACME client",
            description = "The client is served again for the name, and its failures are forgotten.")
    @APIResponse(responseCode = "204")
    public void lift(@PathParam("id") long id) {
        pauses.lift(caller.customer(), caller.reach(), id, caller.actor());
    }
}
