package io.privyseal.rest.acme;

import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.Client;
import io.privyseal.rest.acme.AcmeMessages.CreateRequest;
import io.privyseal.rest.acme.AcmeMessages.PrivateAccount;
import io.privyseal.rest.acme.AcmeMessages.UpdateRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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

/** Accounts at ACME servers of private CAs. */
@Path("/api/acme/v1/pca/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "ACME")
public class PrivateAcmeResource {
    private static final String PATH = "/api/acme/v1/pca/account";
    private static final String CREATE_EXAMPLE = """
            {"name":"Web servers","acmeServer":"https://localhost:8443/acme/starter/directory",\
            "organizationId":1,"profileName":"default"}""";
    private static final String DETAILS_EXAMPLE = """
            {"id":1,"accountId":"Qm5s0yQJ0yWQn4c2d2bL8w","macId":"V5ZJ3bq8m0xP1r7tUo2kCg",\
            "macKey":"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG",\
            "acmeServer":"https://localhost:8443/acme/starter/directory","name":"Web servers","organizationId":1,\
            "profileName":"default"}""";
    private static final String LIST_EXAMPLE = "[" + DETAILS_EXAMPLE + "]";
    private static final String UPDATE_EXAMPLE = """
            {"name":"All web servers"}""";
    private static final String CLIENTS_EXAMPLE = """
            [{"id":7,"accountId":"dVq3nYc0","ipAddress":"192.0.2.7","userAgent":"certbot/5.1.0","status":"valid",\
            "lastActivity":"2026-05-21T12:23:06.546Z","contacts":"mailto:admin@example.test"}]""";

    private final AcmeAccounts accounts;
    private final Locations locations;

    PrivateAcmeResource(AcmeAccounts accounts, Locations locations) {
        this.accounts = accounts;
        this.locations = locations;
    }

    @GET
    @Operation(operationId = "listPrivateAcmeAccounts", summary = "List private ACME accounts")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PrivateAccount[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<PrivateAccount>> list(
            @BeanParam PagingParameters paging, @BeanParam AccountFilterParameters filter) {
        return accounts.list(PrivateAccount::from, paging, filter, null, null);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPrivateAcmeAccount", summary = "Get private ACME account details")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PrivateAccount.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public PrivateAccount details(@PathParam("id") long id) {
        return accounts.details(PrivateAccount::from, id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createPrivateAcmeAccount",
            summary = "Create a private ACME account",
            description = "Its organization is the ACME server's, or a department of that."
                    + " Needs the privilege sslRequest or the MRAO role.")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CreateRequest.class),
                                            examples = @ExampleObject(name = "create", value = CREATE_EXAMPLE)))
                    @Nullable
                    CreateRequest body) {
        return locations.created(PATH, accounts.create(body));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "updatePrivateAcmeAccount", summary = "Rename a private ACME account")
    @APIResponse(responseCode = "200")
    public Response update(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = UpdateRequest.class),
                                            examples = @ExampleObject(name = "update", value = UPDATE_EXAMPLE)))
                    @Nullable
                    UpdateRequest body) {
        accounts.update(id, body);
        return Response.ok().build();
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deletePrivateAcmeAccount",
            summary = "Delete a private ACME account, and deactivate its clients")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        accounts.delete(id);
    }

    @GET
    @Path("{id}/client")
    @Operation(operationId = "listPrivateAcmeClients", summary = "List the clients of a private ACME account")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Client[].class),
                            examples = @ExampleObject(name = "list", value = CLIENTS_EXAMPLE)))
    public RestResponse<List<Client>> clients(
            @PathParam("id") long id, @BeanParam PagingParameters paging, @BeanParam ClientFilterParameters filter) {
        return accounts.clients(id, paging, filter);
    }

    @PUT
    @Path("{id}/client/{clientId}")
    @Operation(operationId = "deactivatePrivateAcmeClient", summary = "Deactivate a client of a private ACME account")
    @APIResponse(responseCode = "204")
    public void deactivateClient(@PathParam("id") long id, @PathParam("clientId") String clientId) {
        accounts.deactivateClient(id, clientId);
    }
}
