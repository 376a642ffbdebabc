package io.privyseal.rest.organization;

import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Organization;
import io.privyseal.organization.OrganizationDetails;
import io.privyseal.organization.OrganizationId;
import io.privyseal.organization.Organizations;
import io.privyseal.organization.Reach;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.ApiDocument;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.util.Locale;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Organizations and departments. */
@Path("/api/organization/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Organizations")
public class OrganizationResource {
    private static final String PATH = "/api/organization/v1";
    private static final String ADD = "addDepartments";
    private static final String EDIT = "editDepartments";
    private static final int LONGEST_NAME = 128;

    private static final String CREATE_EXAMPLE = """
            {"name":"Example","address1":"1 Main Street","city":"Berlin","postalCode":"10115","country":"DE",\
            "clientCertificate":{"allowKeyRecoveryByMasterAdmins":false,"allowKeyRecoveryByOrgAdmins":false,\
            "allowKeyRecoveryByDepartmentAdmins":false}}""";
    private static final String UPDATE_EXAMPLE = """
            {"city":"Hamburg","postalCode":"20095","contactEmails":"pki@example.test"}""";
    private static final String LIST_EXAMPLE = """
            [{"id":1,"name":"Default","certTypes":["SSL","SMIME","CodeSign","Device"],\
            "departments":[{"id":2,"parentName":"Default","name":"Web","certTypes":["SSL","SMIME","CodeSign","Device"]}]}]""";
    private static final String FLAT_EXAMPLE = """
            [{"id":1,"name":"Default"},{"id":2,"name":"Web","parentName":"Default"}]""";
    private static final String DETAILS_EXAMPLE = """
            {"id":1,"name":"Default","certTypes":["SSL","SMIME","CodeSign","Device"],"departments":[],\
            "address1":"1 Main Street","city":"Berlin","postalCode":"10115","country":"DE",\
            "clientCertificate":{"allowKeyRecoveryByMasterAdmins":false,"allowKeyRecoveryByOrgAdmins":false,\
            "allowKeyRecoveryByDepartmentAdmins":false},"sslCertsApiEnabled":true,"clientCertsApiEnabled":true}""";

    private final Organizations organizations;
    private final Caller caller;
    private final Locations locations;

    OrganizationResource(Organizations organizations, Caller caller, Locations locations) {
        this.organizations = organizations;
        this.caller = caller;
        this.locations = locations;
    }

    @GET
    @Operation(operationId = "listOrganizations", summary = "List organizations with their departments")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = ApiDocument.TOTAL, ref = ApiDocument.TOTAL),
            content =
                    @Content(
                            schema = @Schema(implementation = OrganizationMessages.Entry[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<OrganizationMessages.Entry>> list() {
        Reach reach = caller.reach();
        return Counted.whole(OrganizationMessages.tree(organizations.all(caller.customer()), reach::covers));
    }

    @GET
    @Path("managedBy/{role}")
    @Operation(
            operationId = "listManagedOrganizations",
            summary = "List organizations and departments that the caller manages in a role")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = ApiDocument.TOTAL, ref = ApiDocument.TOTAL),
            content =
                    @Content(
                            schema = @Schema(implementation = OrganizationMessages.FlatEntry[].class),
                            examples = @ExampleObject(name = "list", value = FLAT_EXAMPLE)))
    public RestResponse<List<OrganizationMessages.FlatEntry>> managedBy(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "MRAO",
                                                "RAO_SSL",
                                                "RAO_SMIME",
                                                "RAO_CS",
                                                "RAO_DEVICE",
                                                "DRAO_SSL",
                                                "DRAO_SMIME",
                                                "DRAO_CS",
                                                "DRAO_DEVICE"
                                            }))
                    @PathParam("role")
                    String role) {
        Predicate<Organization> managed = managed(role, caller.reach());
        return Counted.whole(organizations.all(caller.customer()).stream()
                .filter(managed)
                .map(OrganizationMessages::flat)
                .toList());
    }

    @GET
    @Path("managed-by/{role}")
    @Operation(
            operationId = "listManagedOrganizationsHyphenated",
            summary = "List organizations and departments that the caller manages in a role")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = ApiDocument.TOTAL, ref = ApiDocument.TOTAL),
            content =
                    @Content(
                            schema = @Schema(implementation = OrganizationMessages.FlatEntry[].class),
                            examples = @ExampleObject(name = "list", value = FLAT_EXAMPLE)))
    public RestResponse<List<OrganizationMessages.FlatEntry>> managedByHyphenated(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "MRAO",
                                                "RAO_SSL",
                                                "RAO_SMIME",
                                                "RAO_CS",
                                                "RAO_DEVICE",
                                                "DRAO_SSL",
                                                "DRAO_SMIME",
                                                "DRAO_CS",
                                                "DRAO_DEVICE"
                                            }))
                    @PathParam("role")
                    String role) {
        return managedBy(role);
    }

    @GET
    @Path("report-type/{type}")
    @Operation(
            operationId = "listOrganizationsByCertificateType",
            summary = "List organizations by certificate type: SSL, Client, CodeSign or Device")
    @APIResponse(
            responseCode = "200",
            headers = @Header(name = ApiDocument.TOTAL, ref = ApiDocument.TOTAL),
            content =
                    @Content(
                            schema = @Schema(implementation = OrganizationMessages.Entry[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<OrganizationMessages.Entry>> byReportType(
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"SSL", "Client", "CodeSign", "Device"}))
                    @PathParam("type")
                    String type) {
        CertificateKind kind = switch (type.toLowerCase(Locale.ROOT)) {
            case "ssl" -> CertificateKind.SSL;
            case "client", "smime" -> CertificateKind.CLIENT;
            case "codesign" -> CertificateKind.CODE_SIGNING;
            case "device" -> CertificateKind.DEVICE;
            default -> throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'type' is invalid.");
        };
        Reach reach = caller.reach();
        return Counted.whole(
                OrganizationMessages.tree(organizations.all(caller.customer()), id -> reach.covers(kind, id)));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getOrganization", summary = "Get organization details")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = OrganizationMessages.Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public OrganizationMessages.Details details(@PathParam("id") long id) {
        return detailsOf(organizations.require(caller.customer(), caller.reach(), new OrganizationId(id)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createOrganization",
            summary = "Create an organization, or with parentOrgName a department")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = OrganizationRequest.class),
                                            examples = @ExampleObject(name = "create", value = CREATE_EXAMPLE)))
                    @Nullable
                    OrganizationRequest body) {
        caller.requirePrivilegeUnlessMrao(ADD);
        OrganizationRequest request = Bodies.require(body);
        OrganizationDetails details = request.toCreate();
        String parent = Text.optionalClean("parentOrgName", request.parentOrgName(), LONGEST_NAME);
        Organization created = parent == null
                ? organizations.create(
                        caller.customer(), caller.reach(), details, request.keyRecovery(), caller.actor())
                : organizations.createDepartment(
                        caller.customer(), caller.reach(), parent, details, request.keyRecovery(), caller.actor());
        return locations.created(PATH, created.id().value());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "updateOrganization",
            summary = "Update an organization or department; fields that are left out stay as they are")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = OrganizationMessages.Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public OrganizationMessages.Details update(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = OrganizationRequest.class),
                                            examples = @ExampleObject(name = "update", value = UPDATE_EXAMPLE)))
                    @Nullable
                    OrganizationRequest body) {
        caller.requirePrivilegeUnlessMrao(EDIT);
        return detailsOf(organizations.update(
                caller.customer(),
                caller.reach(),
                new OrganizationId(id),
                Bodies.require(body)::applyTo,
                caller.actor()));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteOrganization",
            summary = "Delete an organization or department that nothing refers to")
    @APIResponse(responseCode = "204")
    public void delete(@PathParam("id") long id) {
        caller.requirePrivilegeUnlessMrao(EDIT);
        organizations.delete(caller.customer(), caller.reach(), new OrganizationId(id), caller.actor());
    }

    private OrganizationMessages.Details detailsOf(Organization organization) {
        List<Organization> departments = organizations.departments(organization);
        Reach reach = caller.reach();
        return OrganizationMessages.details(
                organization,
                departments.stream().filter(some -> reach.covers(some.id())).toList());
    }

    /** RAO roles manage organizations and their departments, DRAO roles departments. */
    private static Predicate<Organization> managed(String role, Reach reach) {
        String name = role.toUpperCase(Locale.ROOT);
        if (name.equals("MRAO")) {
            return _ -> reach.isEverything();
        }
        boolean departmentsOnly = name.startsWith("DRAO_");
        CertificateKind kind = switch (departmentsOnly ? name.substring(1) : name) {
            case "RAO_SSL" -> CertificateKind.SSL;
            case "RAO_SMIME" -> CertificateKind.CLIENT;
            case "RAO_CS" -> CertificateKind.CODE_SIGNING;
            case "RAO_DEVICE" -> CertificateKind.DEVICE;
            default -> throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'role' is invalid.");
        };
        return some -> (some.isDepartment() || !departmentsOnly) && reach.covers(kind, some.id());
    }
}
