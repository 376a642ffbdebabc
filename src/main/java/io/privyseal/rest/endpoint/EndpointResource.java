package io.privyseal.rest.endpoint;

import io.privyseal.endpoint.EndpointDraft;
import io.privyseal.endpoint.EndpointFilter;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.endpoint.EndpointMessages.Config;
import io.privyseal.rest.endpoint.EndpointMessages.Details;
import io.privyseal.rest.endpoint.EndpointMessages.Entry;
import io.privyseal.rest.endpoint.EndpointMessages.Request;
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
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Enrollment endpoints. */
@Path("/api/endpoint/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Enrollment Endpoints")
public class EndpointResource {
    private static final String PATH = "/api/endpoint/v1";

    private static final int LONGEST_TEXT = 256;

    private static final String LIST_EXAMPLE = """
            [{"id":1,"name":"Starter ACME","type":"PRIVATE_ACME","delegationMode":"CUSTOMIZED"}]""";
    private static final String DETAILS_EXAMPLE = """
            {"id":2,"name":"Web servers","type":"PRIVATE_ACME","delegationMode":"CUSTOMIZED",\
            "url":"https://localhost:8443/acme/web/directory","uriExtension":"web",\
            "organizations":[{"id":1,"name":"Default"}],"acme":{"enabled":true,"profiles":[{"name":"default",\
            "profileId":1,"description":"Server certificates","termDays":90}],\
            "challengeTypes":["http-01","dns-01","tls-alpn-01"],"identifierTypes":["dns"],"maximumIdentifiers":100,\
            "externalAccounts":"required","namesNeedProof":true,"approval":"automatic","orderLifetimeSeconds":604800,\
            "authorizationLifetimeSeconds":2592000,"reuseAuthorizations":true,"networks":["10.0.0.0/8"],\
            "loopbackTargets":false,"rateLimits":{"ordersPerAccountPerHour":300,"accountsPerAddressPerHour":20,\
            "failedValidationsPerHour":10,"ordersPerAddressPerMinute":60,"certificatesPerNamePerWeek":1000,\
            "duplicatesPerWeek":30,"pauseAfterFailures":100},"caaIdentities":["ca.example.test"]}}""";
    private static final String CREATE_EXAMPLE = """
            {"name":"Web servers","endpointType":"PRIVATE_ACME","uriExtension":"web","orgDelegations":[1],\
            "acme":{"profiles":[{"name":"default","profileId":1,"description":"Server certificates","termDays":90}],\
            "externalAccounts":"required","networks":["10.0.0.0/8"],"caaIdentities":["ca.example.test"]}}""";
    private static final String CREATE_SCEP_EXAMPLE = """
            {"name":"Phones","endpointType":"DEVICE_SCEP","uriExtension":"phones","orgDelegations":[1],\
            "scep":{"caCertFormat":"ra_and_issuer","renewalWindowDays":30,"networks":["10.0.0.0/8"]}}""";
    private static final String CREATE_EST_EXAMPLE = """
            {"name":"Routers","endpointType":"DEVICE_EST","uriExtension":"routers",\
            "est":{"serverKeygen":false,"csrAttributes":true}}""";
    private static final String CONFIG_EXAMPLE = """
            {"enrollmentHelp":"Ask the service desk for the challenge.","enrollmentLinkName":"How to",\
            "enrollmentLinkAddress":"https://help.example.test/scep","contactName":"Service desk",\
            "contactEmail":"desk@example.test","contactPhone":"+1 555 0100"}""";
    private static final String UPDATE_EXAMPLE = """
            {"name":"All web servers","acme":{"enabled":false,"rateLimits":{"ordersPerAccountPerHour":1000}}}""";

    private final Endpoints endpoints;
    private final Organizations organizations;
    private final Caller caller;
    private final Locations locations;
    private final EndpointUrls urls;

    EndpointResource(
            Endpoints endpoints, Organizations organizations, Caller caller, Locations locations, EndpointUrls urls) {
        this.endpoints = endpoints;
        this.organizations = organizations;
        this.caller = caller;
        this.locations = locations;
        this.urls = urls;
    }

    @GET
    @Operation(operationId = "listEndpoints", summary = "List enrollment endpoints")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Entry[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(
            @BeanParam PagingParameters paging,
            @Parameter(description = "Part of the name") @QueryParam("name") @Nullable String name,
            @Parameter(description = "Part of the extension") @QueryParam("uriExtension") @Nullable String uriExtension,
            @Parameter(description = "May be given several times") @QueryParam("endpointTypes")
                    List<String> endpointTypes,
            @Parameter(description = "As endpointTypes") @QueryParam("endpointTypes[]") List<String> bracketed) {
        EndpointFilter filter = new EndpointFilter(
                Text.optionalClean("name", name, LONGEST_TEXT),
                Text.optionalClean("uriExtension", uriExtension, LONGEST_TEXT),
                readTypes(Stream.concat(endpointTypes.stream(), bracketed.stream())));
        Paged<EnrollmentEndpoint> found = endpoints.list(caller.customer(), caller.reach(), filter, paging.page());
        return Counted.page(found.items().stream().map(Entry::from).toList(), found.total());
    }

    private static Set<EndpointType> readTypes(Stream<String> texts) {
        EnumSet<EndpointType> types = EnumSet.noneOf(EndpointType.class);
        texts.flatMap(text -> Stream.of(text.split(",", -1)))
                .filter(word -> !word.isBlank())
                .forEach(word -> types.add(EndpointMessages.readType("endpointTypes", word.strip())));
        return types;
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getEndpoint", summary = "Get details of an enrollment endpoint")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public Details details(@PathParam("id") long id) {
        EnrollmentEndpoint endpoint = endpoints.require(caller.customer(), caller.reach(), new EndpointId(id));
        List<Organization> delegated = endpoint.organizations().stream()
                .sorted(Comparator.comparingLong(OrganizationId::value))
                .map(organization -> organizations.require(caller.customer(), organization))
                .toList();
        return Details.from(endpoint, delegated, urls.of(endpoint));
    }

    @GET
    @Path("{id}/config")
    @Operation(operationId = "getEndpointConfig", summary = "Get what people are told who enroll at an endpoint")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Config.class),
                            examples = @ExampleObject(name = "config", value = CONFIG_EXAMPLE)))
    public Config config(@PathParam("id") long id) {
        return Config.from(endpoints
                .require(caller.customer(), caller.reach(), new EndpointId(id))
                .page());
    }

    @PUT
    @Path("{id}/config")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateEndpointConfig",
            summary = "Change what people are told who enroll at an endpoint",
            description = "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role.")
    @APIResponse(responseCode = "200")
    public Response updateConfig(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Config.class),
                                            examples = @ExampleObject(name = "config", value = CONFIG_EXAMPLE)))
                    @Nullable
                    Config body) {
        requireMayRequest(id);
        Config config = Bodies.require(body);
        endpoints.update(
                caller.customer(),
                caller.reach(),
                new EndpointId(id),
                old -> old.withPage(config.applyTo(old.page())),
                caller.actor());
        return Response.ok().build();
    }

    @PUT
    @Path("{id}/delegations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateEndpointDelegations",
            summary = "Say which organizations and departments may have accounts at an endpoint",
            description = "Replaces what was said before. Only an MRAO takes an endpoint from all the others.")
    @APIResponse(responseCode = "204")
    public void delegate(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Long[].class),
                                            examples = @ExampleObject(name = "delegations", value = "[1,2]")))
                    @Nullable
                    List<@Nullable Long> body) {
        requireMayRequest(id);
        endpoints.delegate(
                caller.customer(),
                caller.reach(),
                new EndpointId(id),
                EndpointMessages.readOrganizations(Bodies.require(body)),
                caller.actor());
    }

    @DELETE
    @Path("{id}/delegations")
    @Operation(
            operationId = "deleteEndpointDelegations",
            summary = "Let all organizations have accounts at an endpoint, now and later",
            description = "For an MRAO only. An ACME endpoint always is one organization's.")
    @APIResponse(responseCode = "204")
    public void delegateToAll(@PathParam("id") long id) {
        caller.requireMrao();
        endpoints.delegate(caller.customer(), caller.reach(), new EndpointId(id), Set.of(), caller.actor());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createEndpoint",
            summary = "Create an enrollment endpoint",
            description = "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role.")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Request.class),
                                            examples = {
                                                @ExampleObject(name = "create", value = CREATE_EXAMPLE),
                                                @ExampleObject(name = "createScep", value = CREATE_SCEP_EXAMPLE),
                                                @ExampleObject(name = "createEst", value = CREATE_EST_EXAMPLE)
                                            }))
                    @Nullable
                    Request body) {
        EndpointDraft draft = Bodies.require(body).toDraft();
        caller.requirePrivilegeUnlessMrao(Privileges.toRequest(draft.type().kind()));
        EnrollmentEndpoint created = endpoints.create(caller.customer(), caller.reach(), draft, caller.actor());
        return locations.created(PATH, created.id().value());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateEndpoint",
            summary = "Update an enrollment endpoint; fields that are left out stay as they are",
            description = "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role.")
    @APIResponse(responseCode = "204")
    public void update(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Request.class),
                                            examples = @ExampleObject(name = "update", value = UPDATE_EXAMPLE)))
                    @Nullable
                    Request body) {
        requireMayRequest(id);
        Request request = Bodies.require(body);
        endpoints.update(caller.customer(), caller.reach(), new EndpointId(id), request::applyTo, caller.actor());
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteEndpoint",
            summary = "Delete an enrollment endpoint without accounts",
            description =
                    "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role. An endpoint"
                            + " that was used can be disabled.")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        requireMayRequest(id);
        endpoints.delete(caller.customer(), caller.reach(), new EndpointId(id), caller.actor());
    }

    /** An endpoint lets its clients have certificates: who changes it must be allowed to request them. */
    private void requireMayRequest(long id) {
        EnrollmentEndpoint endpoint = endpoints.require(caller.customer(), caller.reach(), new EndpointId(id));
        caller.requirePrivilegeUnlessMrao(Privileges.toRequest(endpoint.type().kind()));
    }
}
