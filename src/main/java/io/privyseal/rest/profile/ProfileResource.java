package io.privyseal.rest.profile;

import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.Page;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.ReachableCertificates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Certificate profiles: MRAOs change them, others see those that their organizations may use. */
@Path("/api/profile/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Certificate Profiles")
public class ProfileResource {
    private static final String PATH = "/api/profile/v1";

    private static final String DETAILS_EXAMPLE = """
            {"id":1,"name":"Default SSL","description":"Server certificates","certType":"SSL","enabled":true,\
            "issuerId":2,"terms":[30,90,365],"keyTypes":{"RSA":["2048","3072"],"EC":["P-256","P-384"]},\
            "names":["DNS"],"wildcards":true,"subjectAttributes":["organization"],\
            "keyUsage":["digitalSignature","keyEncipherment"],"extendedKeyUsage":["serverAuth"],\
            "approval":"automatic","overflow":"clamp","organizations":[]}""";
    private static final String LIST_EXAMPLE = "[" + DETAILS_EXAMPLE + "]";
    private static final String CREATE_EXAMPLE = """
            {"name":"Internal TLS","certType":"SSL","issuerId":2,"terms":[30,47],\
            "keyTypes":{"EC":["P-256"]},"names":["DNS","IP"],"wildcards":false,\
            "extendedKeyUsage":["serverAuth","clientAuth"],"approval":"automatic","overflow":"refuse",\
            "organizations":[1]}""";
    private static final String UPDATE_EXAMPLE = """
            {"terms":[30],"approval":"administrator"}""";

    private final Profiles profiles;
    private final ReachableCertificates reachable;
    private final Caller caller;
    private final Locations locations;

    ProfileResource(Profiles profiles, ReachableCertificates reachable, Caller caller, Locations locations) {
        this.profiles = profiles;
        this.reachable = reachable;
        this.caller = caller;
        this.locations = locations;
    }

    @GET
    @Operation(
            summary = "List certificate profiles",
            description = "certType is SSL, SMIME, CodeSign or Device; left out for all.",
            operationId = "profileList")
    @APIResponse(
            responseCode = "200",
            description = "One page; X-Total-Count has the number of entries on all pages",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ProfileMessage.class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<ProfileMessage>> list(
            @BeanParam PagingParameters paging, @QueryParam("certType") @Nullable String certType) {
        Page page = paging.page();
        List<CertificateProfile> found = visible(certType);
        return Counted.page(
                found.stream()
                        .skip(page.position())
                        .limit(page.size())
                        .map(ProfileMessage::from)
                        .toList(),
                found.size());
    }

    @HEAD
    @Operation(summary = "Count certificate profiles", operationId = "profileCount")
    @APIResponse(responseCode = "200", description = "X-Total-Count has the number of profiles")
    public Response count(@QueryParam("certType") @Nullable String certType) {
        return Response.ok().header("X-Total-Count", visible(certType).size()).build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Get certificate profile details", operationId = "profileDetails")
    @APIResponse(
            responseCode = "200",
            description = "All about the profile",
            content =
                    @Content(
                            schema = @Schema(implementation = ProfileMessage.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public ProfileMessage details(@PathParam("id") long id) {
        CertificateProfile profile = profiles.require(caller.customer(), new ProfileId(id));
        if (!reachable.mayUse(profile, null)) {
            throw new RefusedException(Refusal.UNKNOWN_PROFILE, "No certificate profile by id " + id + ".");
        }
        return ProfileMessage.from(profile);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create a certificate profile",
            description = "Needs the MRAO role. What is left out is as in the default profile of the same kind;"
                    + " requests wait for an administrator unless approval says otherwise.",
            operationId = "profileCreate")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ProfileRequest.class),
                                            examples = @ExampleObject(name = "create", value = CREATE_EXAMPLE)))
                    @Nullable
                    ProfileRequest body) {
        caller.requireMrao();
        ProfileRequest request = Bodies.require(body);
        CertificateKind kind = request.requireKind();
        CertificateProfile created = profiles.create(caller.customer(), kind, request.toDraft(kind), caller.actor());
        return locations.created(PATH, created.id().value());
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Update a certificate profile; fields that are left out stay as they are",
            description = "Needs the MRAO role. Requests that wait are judged by the changed profile.",
            operationId = "profileUpdate")
    @APIResponse(
            responseCode = "200",
            description = "The profile as it is now",
            content =
                    @Content(
                            schema = @Schema(implementation = ProfileMessage.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public ProfileMessage update(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ProfileRequest.class),
                                            examples = @ExampleObject(name = "update", value = UPDATE_EXAMPLE)))
                    @Nullable
                    ProfileRequest body) {
        caller.requireMrao();
        ProfileRequest request = Bodies.require(body);
        return ProfileMessage.from(
                profiles.update(caller.customer(), new ProfileId(id), request::applyTo, caller.actor()));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete a certificate profile by which nothing was ever requested",
            description = "Needs the MRAO role. A profile that was used can be disabled.",
            operationId = "profileDelete")
    @APIResponse(responseCode = "204", description = "Deleted")
    public void delete(@PathParam("id") long id) {
        caller.requireMrao();
        profiles.delete(caller.customer(), new ProfileId(id), caller.actor());
    }

    @POST
    @Path("{id}/enable")
    @Operation(
            summary = "Let requests use a certificate profile",
            description = "Needs the MRAO role.",
            operationId = "profileEnable")
    @APIResponse(responseCode = "204", description = "Enabled")
    public void enable(@PathParam("id") long id) {
        caller.requireMrao();
        profiles.enable(caller.customer(), new ProfileId(id), true, caller.actor());
    }

    @POST
    @Path("{id}/disable")
    @Operation(
            summary = "Keep requests from using a certificate profile",
            description = "Needs the MRAO role.",
            operationId = "profileDisable")
    @APIResponse(responseCode = "204", description = "Disabled")
    public void disable(@PathParam("id") long id) {
        caller.requireMrao();
        profiles.enable(caller.customer(), new ProfileId(id), false, caller.actor());
    }

    private List<CertificateProfile> visible(@Nullable String certType) {
        CertificateKind kind = certType == null || certType.isBlank() ? null : ProfileWords.kind("certType", certType);
        return profiles.list(caller.customer(), kind).stream()
                .filter(profile -> reachable.mayUse(profile, null))
                .toList();
    }
}
