package io.privyseal.rest.azure;

import io.privyseal.azure.AzureAccount;
import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.AzureAccounts;
import io.privyseal.azure.AzureOverview;
import io.privyseal.platform.Paged;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.azure.AzureMessages.CheckStatus;
import io.privyseal.rest.azure.AzureMessages.CreateRequest;
import io.privyseal.rest.azure.AzureMessages.DelegateRequest;
import io.privyseal.rest.azure.AzureMessages.DelegatedOrganizations;
import io.privyseal.rest.azure.AzureMessages.Details;
import io.privyseal.rest.azure.AzureMessages.Entry;
import io.privyseal.rest.azure.AzureMessages.ResourceMessage;
import io.privyseal.rest.azure.AzureMessages.UpdateRequest;
import io.privyseal.rest.azure.AzureMessages.VaultMessage;
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

/** Accounts for Microsoft's services: whoever has them delegated reads, MRAOs change. */
@Path("/api/azure/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Azure Accounts")
public class AzureResource {
    private static final String PATH = "/api/azure/v1/accounts";

    private static final String LIST_EXAMPLE = """
            [{"id":1,"name":"Intune","applicationId":"48e6b205-782c-4969-b40d-769d10b82f82",\
            "directoryId":"3b643e14-3dae-4be1-aa1e-3bb8a9c52839","delegationMode":"CUSTOMIZED"}]""";
    private static final String DETAILS_EXAMPLE = """
            {"name":"Intune","applicationId":"48e6b205-782c-4969-b40d-769d10b82f82",\
            "directoryId":"3b643e14-3dae-4be1-aa1e-3bb8a9c52839","environment":"AZURE",\
            "delegationMode":"CUSTOMIZED","orgDelegations":[1]}""";
    private static final String CREATE_EXAMPLE = """
            {"name":"Intune","applicationId":"48e6b205-782c-4969-b40d-769d10b82f82",\
            "directoryId":"3b643e14-3dae-4be1-aa1e-3bb8a9c52839","environment":"AZURE",\
            "applicationSecret":"Q7x~the.secret.of.the.application"}""";
    private static final String UPDATE_EXAMPLE = """
            {"name":"Intune of the branch","applicationSecret":"R8y~the.next.secret"}""";
    private static final String DELEGATE_EXAMPLE = """
            {"delegationMode":"CUSTOMIZED","orgDelegations":[1,2]}""";
    private static final String DELEGATED_EXAMPLE = """
            {"orgDelegations":[1,2]}""";
    private static final String CHECK_EXAMPLE = """
            [{"checkName":"Sign-in","message":"OK"},{"checkName":"Intune SCEP validation","message":"OK"},\
            {"checkName":"Intune revocation requests","message":"OK"},{"checkName":"Azure Key Vault",\
            "message":"MISCONFIGURED: the application sees no subscription"}]""";
    private static final String GROUPS_EXAMPLE = """
            [{"name":"pki","key":"/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/pki",\
            "subscriptionId":"33333333-3333-3333-3333-333333333333"}]""";
    private static final String VAULTS_EXAMPLE = """
            [{"name":"web-keys","key":"/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/pki\
            /providers/Microsoft.KeyVault/vaults/web-keys","skuName":"PREMIUM"}]""";

    private final AzureAccounts accounts;
    private final AzureOverview overview;
    private final Caller caller;
    private final Locations locations;

    AzureResource(AzureAccounts accounts, AzureOverview overview, Caller caller, Locations locations) {
        this.accounts = accounts;
        this.overview = overview;
        this.caller = caller;
        this.locations = locations;
    }

    @GET
    @Operation(operationId = "listAzureAccounts", summary = "List Azure accounts")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Entry[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(@BeanParam PagingParameters paging) {
        Paged<AzureAccount> found = accounts.list(caller.customer(), caller.reach(), paging.page());
        return Counted.page(found.items().stream().map(Entry::from).toList(), found.total());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createAzureAccount",
            summary = "Create an Azure account",
            description = "Needs the MRAO role. It is delegated to nobody at first.")
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
        caller.requireMrao();
        AzureAccount created = accounts.create(
                caller.customer(), caller.reach(), Bodies.require(body).toDraft(), caller.actor());
        return locations.created(PATH, created.id().value());
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getAzureAccount", summary = "Get details of an Azure account")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public Details details(@PathParam("id") long id) {
        return Details.from(
                accounts.require(caller.customer(), caller.reach(), new AzureAccountId(id)), caller.reach());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateAzureAccount",
            summary = "Update an Azure account; fields that are left out or empty stay as they are",
            description = "Needs the MRAO role.")
    @APIResponse(responseCode = "200", description = "Done")
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
        caller.requireMrao();
        UpdateRequest request = Bodies.require(body);
        accounts.update(caller.customer(), caller.reach(), new AzureAccountId(id), request::applyTo, caller.actor());
        return Response.ok().build();
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteAzureAccount",
            summary = "Delete an Azure account that no endpoint uses",
            description = "Needs the MRAO role.")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        caller.requireMrao();
        accounts.delete(caller.customer(), caller.reach(), new AzureAccountId(id), caller.actor());
    }

    @PUT
    @Path("{id}/delegations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "delegateAzureAccount",
            summary = "Say which organizations may use an Azure account",
            description = "Needs the MRAO role.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = DelegatedOrganizations.class),
                            examples = @ExampleObject(name = "delegated", value = DELEGATED_EXAMPLE)))
    public DelegatedOrganizations delegate(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DelegateRequest.class),
                                            examples = @ExampleObject(name = "delegate", value = DELEGATE_EXAMPLE)))
                    @Nullable
                    DelegateRequest body) {
        caller.requireMrao();
        AzureAccount delegated = accounts.delegate(
                caller.customer(),
                caller.reach(),
                new AzureAccountId(id),
                Bodies.require(body).toDomain(),
                caller.actor());
        return DelegatedOrganizations.from(delegated, caller.reach());
    }

    @GET
    @Path("{id}/check")
    @Operation(
            operationId = "checkAzureAccount",
            summary = "Try whether Microsoft's services can be used with an Azure account",
            description = "The message of what works is OK. An account needs to work only for what it is used for.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = CheckStatus[].class),
                            examples = @ExampleObject(name = "check", value = CHECK_EXAMPLE)))
    public List<CheckStatus> check(@PathParam("id") long id) {
        return overview.check(caller.customer(), caller.reach(), new AzureAccountId(id)).stream()
                .map(CheckStatus::from)
                .toList();
    }

    @GET
    @Path("{id}/resource-groups")
    @Operation(operationId = "listAzureResourceGroups", summary = "List the resource groups that an Azure account sees")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ResourceMessage[].class),
                            examples = @ExampleObject(name = "groups", value = GROUPS_EXAMPLE)))
    public List<ResourceMessage> resourceGroups(@PathParam("id") long id) {
        return overview.resourceGroups(caller.customer(), caller.reach(), new AzureAccountId(id)).stream()
                .map(ResourceMessage::from)
                .toList();
    }

    @GET
    @Path("{id}/subscriptions/{subscriptionId}/resource-groups/{resourceGroup}/vaults")
    @Operation(operationId = "listAzureVaults", summary = "List the key vaults in a resource group")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = VaultMessage[].class),
                            examples = @ExampleObject(name = "vaults", value = VAULTS_EXAMPLE)))
    public List<VaultMessage> vaults(
            @PathParam("id") long id,
            @PathParam("subscriptionId") String subscription,
            @PathParam("resourceGroup") String resourceGroup) {
        return overview
                .vaults(caller.customer(), caller.reach(), new AzureAccountId(id), subscription, resourceGroup)
                .stream()
                .map(VaultMessage::from)
                .toList();
    }
}
