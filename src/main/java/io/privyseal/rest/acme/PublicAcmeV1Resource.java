package io.privyseal.rest.acme;

import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.CreateRequest;
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

/** The first version of {@link PublicAcmeResource}, which shows domains with their account. */
@Path("/api/acme/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "ACME")
public class PublicAcmeV1Resource {
    private static final String PATH = "/api/acme/v1/account";
    private static final String CREATE_EXAMPLE = """
            {"name":"Web servers","acmeServer":"https://localhost:8443/acme/starter/directory",\
            "organizationId":1,"certValidationType":"OV"}""";
    private static final String DETAILS_EXAMPLE = """
            {"id":1,"accountId":"Qm5s0yQJ0yWQn4c2d2bL8w","macId":"V5ZJ3bq8m0xP1r7tUo2kCg",\
            "macKey":"zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG",\
            "acmeServer":"https://localhost:8443/acme/starter/directory","name":"Web servers","organizationId":1,\
            "certValidationType":"OV","status":"pending","domains":[{"name":"example.test"}]}""";
    private static final String LIST_EXAMPLE = "[" + DETAILS_EXAMPLE + "]";
    private static final String UPDATE_EXAMPLE = """
            {"name":"All web servers"}""";
    private static final String DOMAINS_EXAMPLE = """
            {"domains":[{"name":"example.test"}]}""";

    private final AcmeAccounts accounts;
    private final Locations locations;

    PublicAcmeV1Resource(AcmeAccounts accounts, Locations locations) {
        this.accounts = accounts;
        this.locations = locations;
    }

    @GET
    @Operation(operationId = "listPublicAcmeV1Accounts", summary = "List public ACME accounts", deprecated = true)
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
        return accounts.list(PublicAccount::withDomains, paging, filter, more.certValidationType(), more.status());
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getPublicAcmeV1Account", summary = "Get public ACME account details", deprecated = true)
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PublicAccount.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public PublicAccount details(@PathParam("id") long id) {
        return accounts.details(PublicAccount::withDomains, id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createPublicAcmeV1Account",
            summary = "Create a public ACME account",
            description = "Its organization is the ACME server's, or a department of that."
                    + " Needs the privilege sslRequest or the MRAO role.",
            deprecated = true)
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
    @Operation(operationId = "updatePublicAcmeV1Account", summary = "Rename a public ACME account", deprecated = true)
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
            operationId = "deletePublicAcmeV1Account",
            summary = "Delete a public ACME account, and deactivate its clients",
            deprecated = true)
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        accounts.delete(id);
    }

    @POST
    @Path("{id}/domains")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addPublicAcmeV1Domains",
            summary = "Add domains to a public ACME account",
            description = "From the first domain on, its clients can order its domains and the names under them only."
                    + " Needs the privilege sslRequest or the MRAO role.",
            deprecated = true)
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
    @Path("{id}/domains")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "removePublicAcmeV1Domains",
            summary = "Remove domains from a public ACME account",
            description = "An account from which the last domain was removed can order nothing.",
            deprecated = true)
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
}
