package io.privyseal.rest.acme;

import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.Client;
import io.privyseal.rest.acme.AcmeMessages.CreateRequest;
import io.privyseal.rest.acme.AcmeMessages.DomainEntry;
import io.privyseal.rest.acme.AcmeMessages.DomainsRequest;
import io.privyseal.rest.acme.AcmeMessages.NotAdded;
import io.privyseal.rest.acme.AcmeMessages.NotRemoved;
import io.privyseal.rest.acme.AcmeMessages.PublicAccount;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What the contract calls accounts at public ACME servers: the same accounts at this server's own, with domains. */
@Path("/api/acme/v2/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "ACME")
public class PublicAcmeResource {
    private static final String PATH = "/api/acme/v2/account";
    private static final String CREATE_EXAMPLE = """
            {"name":"Web servers","acmeServer":"https://localhost:8443/acme/starter/directory",\
            "organizationId":1,"certValidationType":"OV"}""";
    private static final String DETAILS_EXAMPLE = """
            {"id":1,"accountId":"Qm5s0yQJ0yWQn4c2d2bL8w","macId":"V5ZJ3bq8m0xP1r7tUo2kCg",\
            "macKey":"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG",\
            "acmeServer":"https://localhost:8443/acme/starter/directory","name":"Web servers","organizationId":1,\
            "certValidationType":"OV","status":"pending"}""";
    private static final String LIST_EXAMPLE = "[" + DETAILS_EXAMPLE + "]";
    private static final String UPDATE_EXAMPLE = """
            {"name":"All web servers"}""";
    private static final String CLIENTS_EXAMPLE = """
            [{"id":7,"accountId":"dVq3nYc0","ipAddress":"192.0.2.7","userAgent":"certbot/5.1.0","status":"valid",\
            "lastActivity":"2026-05-21T12:23:06.546Z","contacts":"mailto:admin@example.test"}]""";
    private static final String DOMAINS_EXAMPLE = """
            {"domains":[{"name":"example.test"}]}""";
    private static final String NO_EXPIRY = "No domain of an account expires, so that nothing matches";

    private final AcmeAccounts accounts;
    private final Locations locations;

    PublicAcmeResource(AcmeAccounts accounts, Locations locations) {
        this.accounts = accounts;
        this.locations = locations;
    }

    @GET
    @Operation(operationId = "listPublicAcmeAccounts", summary = "List public ACME accounts")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PublicAccount[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<PublicAccount>> list(
            @BeanParam PagingParameters paging,
            @BeanParam AccountFilterParameters filter,
            @BeanParam PublicFilterParameters more) {
        return accounts.list(PublicAccount::from, paging, filter, more.certValidationType(), more.status());
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPublicAcmeAccount", summary = "Get public ACME account details")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PublicAccount.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public PublicAccount details(@PathParam("id") long id) {
        return accounts.details(PublicAccount::from, id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createPublicAcmeAccount",
            summary = "Create a public ACME account",
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
    @Operation(operationId = "updatePublicAcmeAccount", summary = "Rename a public ACME account")
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
            operationId = "deletePublicAcmeAccount",
            summary = "Delete a public ACME account, and deactivate its clients")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        accounts.delete(id);
    }

    @POST
    @Path("{id}/domain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addPublicAcmeDomains",
            summary = "Add domains to a public ACME account",
            description = "From the first domain on, its clients can order its domains and the names under them only."
                    + " Needs the privilege sslRequest or the MRAO role.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = NotAdded.class),
                            examples = @ExampleObject(name = "added", value = "{\"notAddedDomains\":[]}")))
    public NotAdded addDomains(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DomainsRequest.class),
                                            examples = @ExampleObject(name = "add", value = DOMAINS_EXAMPLE)))
                    @Nullable
                    DomainsRequest body) {
        return accounts.addDomains(id, body);
    }

    @DELETE
    @Path("{id}/domain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "removePublicAcmeDomains",
            summary = "Remove domains from a public ACME account",
            description = "An account from which the last domain was removed can order nothing.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = NotRemoved.class),
                            examples = @ExampleObject(name = "removed", value = "{\"notRemovedDomains\":[]}")))
    public NotRemoved removeDomains(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DomainsRequest.class),
                                            examples = @ExampleObject(name = "remove", value = DOMAINS_EXAMPLE)))
                    @Nullable
                    DomainsRequest body) {
        return accounts.removeDomains(id, body);
    }

    @GET
    @Path("{id}/domain")
    @Operation(operationId = "listPublicAcmeDomains", summary = "List the domains of a public ACME account")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = DomainEntry[].class),
                            examples = @ExampleObject(name = "list", value = "[{\"name\":\"example.test\"}]")))
    public RestResponse<List<DomainEntry>> domains(
            @PathParam("id") long id,
            @BeanParam PagingParameters paging,
            @Parameter(description = "Part of the name") @QueryParam("name") @Nullable String name,
            @Parameter(description = NO_EXPIRY, schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("expiresWithinNextDays")
                    @Nullable
                    String expiresWithinNextDays,
            @Parameter(description = NO_EXPIRY, schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("stickyExpiresWithinNextDays")
                    @Nullable
                    String stickyExpiresWithinNextDays) {
        return accounts.domains(id, paging, name, expiresWithinNextDays, stickyExpiresWithinNextDays);
    }

    @GET
    @Path("{id}/client")
    @Operation(operationId = "listPublicAcmeClients", summary = "List the clients of a public ACME account")
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
    @Operation(operationId = "deactivatePublicAcmeClient", summary = "Deactivate a client of a public ACME account")
    @APIResponse(responseCode = "204")
    public void deactivateClient(@PathParam("id") long id, @PathParam("clientId") String clientId) {
        accounts.deactivateClient(id, clientId);
    }
}
