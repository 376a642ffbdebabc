package io.privyseal.rest.endpoint;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.endpoint.AccountMessages.Details;
import io.privyseal.rest.endpoint.AccountMessages.Entry;
import io.privyseal.rest.endpoint.AccountMessages.Place;
import io.privyseal.rest.endpoint.AccountMessages.Request;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Accounts at SCEP and EST endpoints. */
@Path("/api/endpoint/v1/{eeid}/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Enrollment Endpoints")
public class EndpointAccountResource {
    private static final String LIST_EXAMPLE = """
            [{"id":1,"name":"Field staff","type":"DEVICE_SCEP","organization":{"id":1,"name":"Default",\
            "department":{"id":2,"name":"Sales"}},"idToken":"Zm9yIHlvdXIgZXllcyBvbg"}]""";
    private static final String DETAILS_EXAMPLE = """
            {"id":1,"name":"Field staff","type":"DEVICE_SCEP","organization":{"id":1,"name":"Default"},\
            "idToken":"Zm9yIHlvdXIgZXllcyBvbg","profileIds":[7],"csrGenerationMethod":"PROVIDED",\
            "accountAuthMethod":"ACCESS_CODE","autoApprove":true,"termDays":90,"nameRestrictions":["example.test"]}""";
    private static final String CREATE_EXAMPLE = """
            {"name":"Field staff","type":"DEVICE_SCEP","organizationId":1,"profileIds":[7],\
            "csrGenerationMethod":"PROVIDED","accountAuthMethod":"ACCESS_CODE","accessCode":"correct-horse-battery",\
            "autoApprove":true,"termDays":90,"nameRestrictions":["example.test"]}""";
    private static final String UPDATE_EXAMPLE = """
            {"accessCode":"another-horse-battery","autoApprove":false}""";

    private static final String APPLE_EXAMPLE = """
            <?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>PayloadType</key>\
            <string>Configuration</string></dict></plist>""";
    private static final String APPLE_PROFILE = "application/x-apple-aspen-config";
    private static final int LONGEST_COMMON_NAME = 64;
    private static final int LONGEST_CHALLENGE = 255;

    private final EndpointAccounts accounts;
    private final Endpoints endpoints;
    private final Organizations organizations;
    private final Profiles profiles;
    private final Authorities authorities;
    private final Caller caller;
    private final Locations locations;
    private final EndpointUrls urls;

    EndpointAccountResource(
            EndpointAccounts accounts,
            Endpoints endpoints,
            Organizations organizations,
            Profiles profiles,
            Authorities authorities,
            Caller caller,
            Locations locations,
            EndpointUrls urls) {
        this.accounts = accounts;
        this.endpoints = endpoints;
        this.organizations = organizations;
        this.profiles = profiles;
        this.authorities = authorities;
        this.caller = caller;
        this.locations = locations;
        this.urls = urls;
    }

    @GET
    @Operation(operationId = "listEndpointAccounts", summary = "List the accounts at an endpoint")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Entry[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(@PathParam("eeid") long eeid, @BeanParam PagingParameters paging) {
        EnrollmentEndpoint endpoint = requireEndpoint(eeid);
        Paged<EndpointAccount> found = accounts.list(caller.customer(), caller.reach(), endpoint.id(), paging.page());
        Map<OrganizationId, Place> places = new HashMap<>();
        return Counted.page(
                found.items().stream()
                        .map(account -> Entry.from(
                                account, endpoint.type(), places.computeIfAbsent(account.organization(), this::place)))
                        .toList(),
                found.total());
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getEndpointAccount", summary = "Get details of an account")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public Details details(@PathParam("eeid") long eeid, @PathParam("id") long id) {
        EnrollmentEndpoint endpoint = requireEndpoint(eeid);
        EndpointAccount account =
                accounts.require(caller.customer(), caller.reach(), endpoint.id(), new EndpointAccountId(id));
        return Details.from(account, endpoint.type(), place(account.organization()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createEndpointAccount",
            summary = "Create an account",
            description = "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role.")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @PathParam("eeid") long eeid,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Request.class),
                                            examples = @ExampleObject(name = "create", value = CREATE_EXAMPLE)))
                    @Nullable
                    Request body) {
        EnrollmentEndpoint endpoint = requireMayRequest(eeid);
        Request request = Bodies.require(body);
        EndpointAccount created = accounts.create(
                caller.customer(),
                caller.reach(),
                endpoint.id(),
                request.toDraft(endpoint),
                request.readAccessCode(),
                caller.actor());
        return locations.created(
                "/api/endpoint/v1/" + eeid + "/account", created.id().value());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateEndpointAccount",
            summary = "Update an account; fields that are left out stay as they are",
            description = "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role.")
    @APIResponse(responseCode = "204")
    public void update(
            @PathParam("eeid") long eeid,
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = Request.class),
                                            examples = @ExampleObject(name = "update", value = UPDATE_EXAMPLE)))
                    @Nullable
                    Request body) {
        EnrollmentEndpoint endpoint = requireMayRequest(eeid);
        Request request = Bodies.require(body);
        accounts.update(
                caller.customer(),
                caller.reach(),
                endpoint.id(),
                new EndpointAccountId(id),
                current -> request.applyTo(current, endpoint.type()),
                request.readAccessCode(),
                caller.actor());
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteEndpointAccount",
            summary = "Delete an account",
            description =
                    "Needs the privilege to request the endpoint's kind of certificates, or the MRAO role. Certificates"
                            + " that were issued through it stay valid, and cannot be renewed through it.")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("eeid") long eeid, @PathParam("id") long id) {
        requireMayRequest(eeid);
        accounts.delete(
                caller.customer(), caller.reach(), new EndpointId(eeid), new EndpointAccountId(id), caller.actor());
    }

    @GET
    @Path("{id}/mobileconfig")
    @Produces({APPLE_PROFILE, MediaType.APPLICATION_JSON})
    @Operation(
            operationId = "endpointAccountAppleProfile",
            summary = "Download a configuration profile for Apple devices",
            description = "A property list, unsigned: with it, a device trusts the CAs of the account's profile and"
                    + " enrolls by SCEP. The server does not know the challenge, so it is to be given here.")
    @APIResponse(
            responseCode = "200",
            description = "The configuration profile",
            content =
                    @Content(
                            mediaType = APPLE_PROFILE,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "profile", value = APPLE_EXAMPLE)))
    public Response appleProfile(
            @PathParam("eeid") long eeid,
            @PathParam("id") long id,
            @Parameter(description = "What the device is to send as its challenge") @QueryParam("challenge") @Nullable
                    String challenge,
            @Parameter(description = "Common name of the device's certificate; default: the account's name")
                    @QueryParam("commonName")
                    @Nullable
                    String commonName) {
        EnrollmentEndpoint endpoint = requireEndpoint(eeid);
        EndpointAccount account =
                accounts.require(caller.customer(), caller.reach(), endpoint.id(), new EndpointAccountId(id));
        if (endpoint.door() != EndpointDoor.SCEP) {
            throw new RefusedException(Refusal.FEATURE_DISABLED, "Configuration profiles are for SCEP endpoints only.");
        }
        String wantedName = Text.optionalClean("commonName", commonName, LONGEST_COMMON_NAME);
        AppleProfile profile = new AppleProfile(
                account.idToken(),
                endpoint.name() + ": " + account.name(),
                urls.of(endpoint),
                organizations.require(caller.customer(), account.organization()).legalName(),
                wantedName == null ? account.name() : wantedName,
                Text.optionalClean("challenge", challenge, LONGEST_CHALLENGE),
                chain(account));
        return Response.ok(profile.toBytes(), APPLE_PROFILE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account-" + id + ".mobileconfig\"")
                // It holds a secret.
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private List<byte[]> chain(EndpointAccount account) {
        AuthorityId issuer =
                profiles.require(caller.customer(), account.profile()).issuer();
        return authorities.chain(issuer).stream().map(AuthorityCertificate::der).toList();
    }

    private EnrollmentEndpoint requireEndpoint(long id) {
        return endpoints.require(caller.customer(), caller.reach(), new EndpointId(id));
    }

    /** An account lets its clients have certificates: who changes it must be allowed to request them. */
    private EnrollmentEndpoint requireMayRequest(long id) {
        EnrollmentEndpoint endpoint = requireEndpoint(id);
        caller.requirePrivilegeUnlessMrao(Privileges.toRequest(endpoint.type().kind()));
        return endpoint;
    }

    private Place place(OrganizationId organization) {
        return Place.from(organizations.require(caller.customer(), organization));
    }
}
