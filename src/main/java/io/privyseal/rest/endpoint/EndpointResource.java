package io.privyseal.rest.endpoint;

import io.privyseal.endpoint.EndpointFilter;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.organization.Organization;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Text;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
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

    /** An endpoint lets its clients have certificates: who opens it must be allowed to request them. */
    private static final String REQUEST = "sslRequest";

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
    private static final String UPDATE_EXAMPLE = """
            {"name":"All web servers","acme":{"enabled":false,"rateLimits":{"ordersPerAccountPerHour":1000}}}""";

    private final Endpoints endpoints;
    private final Organizations organizations;
    private final Caller caller;
    private final Locations locations;

    EndpointResource(Endpoints endpoints, Organizations organizations, Caller caller, Locations locations) {
        this.endpoints = endpoints;
        this.organizations = organizations;
        this.caller = caller;
        this.locations = locations;
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
        Organization organization = organizations.require(caller.customer(), endpoint.organization());
        return Details.from(
                endpoint, organization, locations.uri(endpoint.path()).toString());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createEndpoint",
            summary = "Create an enrollment endpoint",
            description = "Needs the privilege sslRequest or the MRAO role.")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Request.class),
                                            examples = @ExampleObject(name = "create", value = CREATE_EXAMPLE)))
                    @Nullable
                    Request body) {
        caller.requirePrivilegeUnlessMrao(REQUEST);
        EnrollmentEndpoint created = endpoints.create(
                caller.customer(), caller.reach(), Bodies.require(body).toDraft(), caller.actor());
        return locations.created(PATH, created.id().value());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateEndpoint",
            summary = "Update an enrollment endpoint; fields that are left out stay as they are",
            description = "Needs the privilege sslRequest or the MRAO role.")
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
        caller.requirePrivilegeUnlessMrao(REQUEST);
        Request request = Bodies.require(body);
        endpoints.update(caller.customer(), caller.reach(), new EndpointId(id), request::applyTo, caller.actor());
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteEndpoint",
            summary = "Delete an enrollment endpoint without accounts",
            description = "An endpoint that was used can be disabled.")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        endpoints.delete(caller.customer(), caller.reach(), new EndpointId(id), caller.actor());
    }
}
