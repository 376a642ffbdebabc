package io.privyseal.rest.domain;

import io.privyseal.organization.Delegation;
import io.privyseal.organization.Domain;
import io.privyseal.organization.DomainFilter;
import io.privyseal.organization.DomainId;
import io.privyseal.organization.DomainSummary;
import io.privyseal.organization.Domains;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.domain.DomainMessages.BulkDelegationBody;
import io.privyseal.rest.domain.DomainMessages.Count;
import io.privyseal.rest.domain.DomainMessages.CreateRequest;
import io.privyseal.rest.domain.DomainMessages.DecisionBody;
import io.privyseal.rest.domain.DomainMessages.DelegationBody;
import io.privyseal.rest.domain.DomainMessages.Details;
import io.privyseal.rest.domain.DomainMessages.Entry;
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
import java.util.Locale;
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

/** Domains and their delegation. */
@Path("/api/domain/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Domains")
public class DomainResource {
    private static final String PATH = "/api/domain/v1";
    private static final String MANAGE = "allowManageDomains";
    private static final String APPROVE = "approveDomainDelegation";
    private static final int LONGEST_NAME = 256;

    private static final String LIST_EXAMPLE = """
            [{"id":1,"name":"test"},{"id":2,"name":"*.test"}]""";
    private static final String DETAILS_EXAMPLE = """
            {"id":5,"name":"example.test","delegationStatus":"ACTIVE","state":"ACTIVE","delegations":[{"orgId":1,\
            "certTypes":["SSL"],"domainCertificateRequestPrivileges":["DOMAIN","SUBDOMAIN"],"status":"ACTIVE"}]}""";
    private static final String CREATE_EXAMPLE = """
            {"name":"example.test","description":"Main site","active":true,"delegations":[{"orgId":1,\
            "certTypes":["SSL"],"domainCertificateRequestPrivileges":["DOMAIN","SUBDOMAIN"]}]}""";
    private static final String DELEGATION_EXAMPLE = """
            {"orgId":1,"certTypes":["SSL","SMIME"],"domainCertificateRequestPrivileges":["DOMAIN"]}""";
    private static final String BULK_EXAMPLE = """
            {"orgId":1,"certTypes":["SSL"],"domainIds":[1,2],"domainCertificateRequestPrivileges":["DOMAIN"]}""";

    private final Domains domains;
    private final Caller caller;
    private final Locations locations;

    DomainResource(Domains domains, Caller caller, Locations locations) {
        this.domains = domains;
        this.caller = caller;
        this.locations = locations;
    }

    /** The filters of list and count. */
    public record FilterParameters(
            @Parameter(description = "Part of the name") @QueryParam("name") @Nullable
            String name,

            @Parameter(
                    schema =
                            @Schema(
                                    type = SchemaType.STRING,
                                    enumeration = {"active", "inactive"}))
            @QueryParam("state")
            @Nullable
            String state,

            @Parameter(
                    schema =
                            @Schema(
                                    type = SchemaType.STRING,
                                    enumeration = {"requested", "approved"}))
            @QueryParam("status")
            @Nullable
            String status,

            @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1")) @QueryParam("orgId") @Nullable
            String orgId) {
        DomainFilter toFilter() {
            return new DomainFilter(
                    Text.optionalClean("name", name, LONGEST_NAME), readState(), readStatus(), readOrganization());
        }

        private Domain.@Nullable State readState() {
            if (state == null || state.isBlank()) {
                return null;
            }
            return switch (state.strip().toLowerCase(Locale.ROOT)) {
                case "active" -> Domain.State.ACTIVE;
                case "inactive", "suspended" -> Domain.State.SUSPENDED;
                default -> throw invalid("state");
            };
        }

        private Delegation.@Nullable Status readStatus() {
            if (status == null || status.isBlank()) {
                return null;
            }
            return switch (status.strip().toLowerCase(Locale.ROOT)) {
                case "requested" -> Delegation.Status.REQUESTED;
                case "approved", "active" -> Delegation.Status.ACTIVE;
                default -> throw invalid("status");
            };
        }

        private @Nullable OrganizationId readOrganization() {
            if (orgId == null || orgId.isBlank()) {
                return null;
            }
            try {
                return new OrganizationId(Long.parseLong(orgId.strip()));
            } catch (NumberFormatException _) {
                throw invalid("orgId");
            }
        }

        private static RefusedException invalid(String parameter) {
            return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + parameter + "' is invalid.");
        }
    }

    @GET
    @Operation(operationId = "listDomains", summary = "List domains")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Entry[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(@BeanParam PagingParameters paging, @BeanParam FilterParameters filter) {
        Paged<DomainSummary> found = domains.list(caller.customer(), caller.reach(), filter.toFilter(), paging.page());
        return Counted.page(found.items().stream().map(Entry::from).toList(), found.total());
    }

    @GET
    @Path("count")
    @Operation(operationId = "countDomains", summary = "Count domains", deprecated = true)
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Count.class),
                            examples = @ExampleObject(name = "count", value = "{\"count\":2}")))
    public Count count(@BeanParam FilterParameters filter) {
        return new Count(domains.count(caller.customer(), caller.reach(), filter.toFilter()));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getDomain", summary = "Get domain details")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public Details details(@PathParam("id") long id) {
        return Details.from(domains.require(caller.customer(), caller.reach(), new DomainId(id)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createDomain", summary = "Create a domain and delegate it")
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
        caller.requirePrivilegeUnlessMrao(MANAGE);
        DomainId created = domains.create(
                caller.customer(), caller.reach(), Bodies.require(body).toDomain(), caller.actor());
        return locations.created(PATH, created.value());
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "deleteDomain", summary = "Delete a domain with its delegations")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        caller.requirePrivilegeUnlessMrao(MANAGE);
        domains.delete(caller.customer(), caller.reach(), new DomainId(id), caller.actor());
    }

    @PUT
    @Path("{id}/activate")
    @Operation(operationId = "activateDomain", summary = "Activate a domain")
    @APIResponse(responseCode = "200")
    public Response activate(@PathParam("id") long id) {
        caller.requirePrivilegeUnlessMrao(MANAGE);
        domains.activate(caller.customer(), caller.reach(), new DomainId(id), caller.actor());
        return Response.ok().build();
    }

    @PUT
    @Path("{id}/suspend")
    @Operation(operationId = "suspendDomain", summary = "Suspend a domain; certificates that exist stay valid")
    @APIResponse(responseCode = "200")
    public Response suspend(@PathParam("id") long id) {
        caller.requirePrivilegeUnlessMrao(MANAGE);
        domains.suspend(caller.customer(), caller.reach(), new DomainId(id), caller.actor());
        return Response.ok().build();
    }

    @POST
    @Path("{id}/delegation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "delegateDomain", summary = "Delegate a domain")
    @APIResponse(responseCode = "200")
    public Response delegate(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DelegationBody.class),
                                            examples = @ExampleObject(name = "delegate", value = DELEGATION_EXAMPLE)))
                    @Nullable
                    DelegationBody body) {
        caller.requirePrivilegeUnlessMrao(MANAGE);
        domains.delegate(
                caller.customer(),
                caller.reach(),
                new DomainId(id),
                Bodies.require(body).toRequest(),
                caller.actor());
        return Response.ok().build();
    }

    @POST
    @Path("delegation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "delegateDomains", summary = "Delegate several domains alike, all or none")
    @APIResponse(responseCode = "200")
    public Response delegateAll(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = BulkDelegationBody.class),
                                            examples = @ExampleObject(name = "delegate", value = BULK_EXAMPLE)))
                    @Nullable
                    BulkDelegationBody body) {
        caller.requirePrivilegeUnlessMrao(MANAGE);
        BulkDelegationBody request = Bodies.require(body);
        domains.delegateAll(
                caller.customer(),
                caller.reach(),
                request.domains().stream().map(DomainId::new).toList(),
                request.toRequest(),
                caller.actor());
        return Response.ok().build();
    }

    @DELETE
    @Path("{id}/delegation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "removeDelegation",
            summary = "Remove a delegation, for the named certificate types or for all")
    @APIResponse(responseCode = "200")
    public Response removeDelegation(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DelegationBody.class),
                                            examples = @ExampleObject(name = "remove", value = DELEGATION_EXAMPLE)))
                    @Nullable
                    DelegationBody body) {
        caller.requirePrivilegeUnlessMrao(MANAGE);
        DelegationBody request = Bodies.require(body);
        domains.removeDelegation(
                caller.customer(),
                caller.reach(),
                new DomainId(id),
                request.organization(),
                request.kinds(),
                request.privileges(),
                caller.actor());
        return Response.ok().build();
    }

    @POST
    @Path("{id}/delegation/approve")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "approveDelegation", summary = "Approve the requested delegations of an organization")
    @APIResponse(responseCode = "200")
    public Response approve(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionBody.class),
                                            examples = @ExampleObject(name = "approve", value = "{\"orgId\":1}")))
                    @Nullable
                    DecisionBody body) {
        caller.requirePrivilegeUnlessMrao(APPROVE);
        domains.approveDelegation(
                caller.customer(),
                caller.reach(),
                new DomainId(id),
                Bodies.require(body).organization(),
                caller.actor());
        return Response.ok().build();
    }

    @POST
    @Path("{id}/delegation/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "rejectDelegation", summary = "Reject the requested delegations of an organization")
    @APIResponse(responseCode = "200")
    public Response reject(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionBody.class),
                                            examples = @ExampleObject(name = "reject", value = "{\"orgId\":1}")))
                    @Nullable
                    DecisionBody body) {
        caller.requirePrivilegeUnlessMrao(APPROVE);
        domains.rejectDelegation(
                caller.customer(),
                caller.reach(),
                new DomainId(id),
                Bodies.require(body).organization(),
                caller.actor());
        return Response.ok().build();
    }
}
