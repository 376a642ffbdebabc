package io.privyseal.rest.admin;

import io.privyseal.access.Administrator;
import io.privyseal.access.AdministratorId;
import io.privyseal.access.AdministratorSummary;
import io.privyseal.access.Administrators;
import io.privyseal.access.CurrentAdministrator;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.rest.ErrorBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
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

/** Administrators, as in the REST contract; the certificate operations are ours. */
@Path("/api/admin/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Administrators")
public final class AdministratorResource {
    private static final String CREATION_EXAMPLE = """
            {"login":"ra.ssl","password":"correct horse battery","email":"ra@example.com","forename":"Ada",
             "surname":"Byron","credentials":[{"role":"RAO_SSL","orgId":51}],
             "privileges":["sslRequest","sslApprove","sslRevoke"],"activeStatus":"ACTIVE"}""";
    private static final String DETAILS_EXAMPLE = """
            {"id":101,"type":"STANDARD","status":"Active","forename":"Ada","surname":"Byron","login":"ra.ssl",
             "email":"ra@example.com","clientAdminCreator":1,"created":"2026-05-21","modified":"2026-05-21",
             "lastPasswordChange":"2026-05-21","credentials":[{"role":"RAO_SSL","orgId":51}],
             "passwordState":"NEVER_EXPIRE","activeState":"Active",
             "privileges":["sslRequest","sslRevoke","sslApprove"],"activeStatus":"ACTIVE"}""";

    private final Administrators administrators;
    private final CurrentAdministrator current;

    AdministratorResource(Administrators administrators, CurrentAdministrator current) {
        this.administrators = administrators;
        this.current = current;
    }

    @GET
    @Operation(operationId = "listAdministrators", summary = "List administrators")
    @APIResponse(
            responseCode = "200",
            description = "One page; the header X-Total-Count has the number of all that match",
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.Summary[].class),
                            examples =
                                    @ExampleObject(
                                            name = "list",
                                            value =
                                                    "[{\"id\":1,\"type\":\"STANDARD\",\"login\":\"admin\",\"email\":\"admin@example.com\"}]")))
    public RestResponse<List<AdministratorMessages.Summary>> list(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("size") @Nullable String size,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("position") @Nullable String position,
            @QueryParam("type") @Nullable String type,
            @QueryParam("login") @Nullable String login,
            @QueryParam("email") @Nullable String email,
            @QueryParam("activeState") @Nullable String activeState,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("orgId") @Nullable String orgId,
            @QueryParam("role") @Nullable String role) {
        Paged<AdministratorSummary> page = administrators.list(
                current.require(),
                AdministratorRequests.filter(type, login, email, activeState, orgId, role),
                AdministratorRequests.page(position, size));
        return RestResponse.ResponseBuilder.ok(page.items().stream()
                        .map(AdministratorMessages.Summary::from)
                        .toList())
                .header("X-Total-Count", page.total())
                .build();
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getAdministrator", summary = "Get an administrator")
    @APIResponse(
            responseCode = "200",
            description = "The administrator",
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public AdministratorMessages.Details details(@PathParam("id") long id) {
        return AdministratorMessages.Details.from(administrators.require(current.require(), new AdministratorId(id)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createAdministrator", summary = "Create an administrator")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.Creation.class),
                            examples = @ExampleObject(name = "create", value = CREATION_EXAMPLE)))
    @APIResponse(responseCode = "201", description = "Created; the header Location ends in its id")
    public Response create(AdministratorMessages.@Nullable Creation body, @Context UriInfo uri) {
        AdministratorId id =
                administrators.create(current.require(), current.actor(), AdministratorRequests.newAdministrator(body));
        URI location = uri.getBaseUriBuilder()
                .path("api/admin/v1")
                .path(String.valueOf(id.value()))
                .build();
        return Response.created(location).build();
    }

    @GET
    @Path("/roles")
    @Operation(operationId = "listAdministratorRoles", summary = "List the roles that the caller can assign")
    @APIResponse(
            responseCode = "200",
            description = "Names of roles",
            content =
                    @Content(
                            schema = @Schema(implementation = String[].class),
                            examples = @ExampleObject(name = "roles", value = "[\"RAO_SSL\",\"DRAO_SSL\"]")))
    public List<String> roles() {
        return administrators.assignableRoles(current.require()).stream()
                .map(Enum::name)
                .toList();
    }

    @GET
    @Path("/privileges")
    @Operation(operationId = "listAdministratorPrivileges", summary = "List the privileges that the caller can grant")
    @APIResponse(
            responseCode = "200",
            description = "Privileges",
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.PrivilegeDescription[].class),
                            examples =
                                    @ExampleObject(
                                            name = "privileges",
                                            value =
                                                    "[{\"name\":\"sslRequest\",\"description\":\"Request SSL certificates\"}]")))
    public List<AdministratorMessages.PrivilegeDescription> privileges(@QueryParam("role") @Nullable String role) {
        Administrator caller = current.require();
        return administrators
                .assignablePrivileges(caller, role == null || role.isEmpty() ? null : AdministratorRequests.role(role))
                .stream()
                .map(AdministratorMessages.PrivilegeDescription::from)
                .toList();
    }

    @GET
    @Path("/password")
    @Operation(operationId = "getPasswordState", summary = "Get the state of the caller's password")
    @APIResponse(
            responseCode = "200",
            description = "The state",
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.PasswordState.class),
                            examples = @ExampleObject(name = "state", value = "{\"state\":\"NEVER_EXPIRE\"}")))
    public AdministratorMessages.PasswordState passwordState() {
        return new AdministratorMessages.PasswordState("NEVER_EXPIRE");
    }

    @POST
    @Path("/changepassword")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changePassword", summary = "Change the caller's password")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.PasswordChange.class),
                            examples =
                                    @ExampleObject(
                                            name = "change",
                                            value = "{\"newPassword\":\"correct horse battery\"}")))
    @APIResponse(responseCode = "204", description = "Changed; the old one no longer works")
    @APIResponse(
            responseCode = "400",
            description = "Not acceptable",
            content =
                    @Content(
                            schema = @Schema(implementation = ErrorBody.class),
                            examples =
                                    @ExampleObject(
                                            name = "refused",
                                            value =
                                                    "{\"code\":-976,\"description\":\"Password length must be 12..64 characters.\"}")))
    public void changePassword(AdministratorMessages.@Nullable PasswordChange body) {
        String password = body == null ? null : body.newPassword();
        if (password == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'newPassword' must not be null.");
        }
        administrators.changeOwnPassword(current.require(), current.actor(), password);
    }

    @POST
    @Path("/{id}/certificate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "enrollAdministratorCertificate",
            summary = "Let an administrator sign in with a client certificate")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AdministratorMessages.CertificateEnrollment.class),
                            examples =
                                    @ExampleObject(
                                            name = "enroll",
                                            value =
                                                    "{\"certificate\":\"-----BEGIN CERTIFICATE-----\\n...\\n-----END CERTIFICATE-----\\n\"}")))
    @APIResponse(responseCode = "204", description = "Enrolled, in place of any other")
    public void enrollCertificate(
            @PathParam("id") long id, AdministratorMessages.@Nullable CertificateEnrollment body) {
        administrators.enrollCertificate(
                current.require(), current.actor(), new AdministratorId(id), AdministratorRequests.certificates(body));
    }

    @DELETE
    @Path("/{id}/certificate")
    @Operation(operationId = "removeAdministratorCertificate", summary = "End the sign-in with a client certificate")
    @APIResponse(responseCode = "204", description = "Removed")
    public void removeCertificate(@PathParam("id") long id) {
        administrators.removeCertificate(current.require(), current.actor(), new AdministratorId(id));
    }
}
