package io.privyseal.rest.device;

import io.privyseal.authority.SerialNumber;
import io.privyseal.enrollment.CertificateImports;
import io.privyseal.enrollment.Enrollment;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.enrollment.EnrollmentSummary;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.Outcome;
import io.privyseal.enrollment.RequestId;
import io.privyseal.enrollment.RequestedVia;
import io.privyseal.enrollment.Successors;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateLocation;
import io.privyseal.inventory.CertificateLocationId;
import io.privyseal.inventory.CertificateLocations;
import io.privyseal.inventory.Certificates;
import io.privyseal.inventory.CollectFormat;
import io.privyseal.inventory.ForeignCertificate;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Page;
import io.privyseal.platform.Paged;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.CertificateFields;
import io.privyseal.rest.CertificateMessages.CustomField;
import io.privyseal.rest.CertificateMessages.DecisionRequest;
import io.privyseal.rest.CertificateMessages.Location;
import io.privyseal.rest.CertificateMessages.LocationRequest;
import io.privyseal.rest.CollectAnswers;
import io.privyseal.rest.Counted;
import io.privyseal.rest.DateFormat;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.ReachableCertificates;
import io.privyseal.rest.device.DeviceMessages.CertificateType;
import io.privyseal.rest.device.DeviceMessages.Details;
import io.privyseal.rest.device.DeviceMessages.EnrollAnswer;
import io.privyseal.rest.device.DeviceMessages.EnrollRequest;
import io.privyseal.rest.device.DeviceMessages.Entry;
import io.privyseal.rest.device.DeviceMessages.ImportAnswer;
import io.privyseal.rest.device.DeviceMessages.ImportRequest;
import io.privyseal.rest.device.DeviceMessages.ImportedIdentity;
import io.privyseal.rest.device.DeviceMessages.ManualRevokeRequest;
import io.privyseal.rest.device.DeviceMessages.ReplaceRequest;
import io.privyseal.rest.device.DeviceMessages.RevokeRequest;
import io.privyseal.rest.device.DeviceMessages.UpdateRequest;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
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
import java.time.Instant;
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

/** Device certificates. */
@Path("/api/device/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Device Certificates")
public class DeviceResource {
    private static final String PATH = "/api/device/v1";
    private static final CertificateKind KIND = CertificateKind.DEVICE;
    private static final String MANAGE = "deviceManage";
    private static final String REVOKE = "deviceRevoke";
    private static final int LONGEST_ISSUER = 2_048;
    private static final int LONGEST_OWNER = 128;
    private static final int LONGEST_BACKEND_ID = 255;
    private static final int MOST_IMPORTS = 128;

    private static final String TYPES_EXAMPLE = """
            [{"id":5,"name":"Default Device","description":"Devices","term":30,"terms":[30,90,365],\
            "keyTypes":{"EC":["P-256","P-384"]},"useSecondaryOrgName":false,"ku":["digitalSignature"],\
            "eku":["1.3.6.1.5.5.7.3.2"]}]""";
    private static final String LIST_EXAMPLE = """
            [{"id":1,"status":"ISSUED","backendCertId":"1","certificateDetails":\
            {"issuer":"CN=Privyseal Issuing CA","subject":"CN=printer-17,O=Default",\
            "subjectAltNames":"printer-17.example.test","md5Hash":"0C1A4E2A90B5B5C6A6E1D0F2C3B4A596",\
            "sha1Hash":"2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12"}}]""";
    private static final String ENROLL_EXAMPLE = """
            {"orgId":1,"csr":"MIHkMIGMAgEAMCoxKDAmBgNVBAMMH3d3dy5leGFtcGxlLnRlc3Q=","certType":5,"term":90,\
            "comments":"Hall 3","optionalFields":[{"name":"dnsName","value":"printer-17.example.test"}]}""";
    private static final String ENROLLED_EXAMPLE = """
            {"deviceCertId":1,"status":"ISSUED","backendCertId":"1","orderNumber":1}""";
    private static final String DETAILS_EXAMPLE = """
            {"commonName":"printer-17","id":1,"orgId":1,"status":"Issued","orderNumber":1,"backendCertId":"1",\
            "certType":{"id":5,"name":"Default Device","description":"Devices","term":30,"terms":[30,90,365],\
            "keyTypes":{"EC":["P-256","P-384"]},"useSecondaryOrgName":false,"ku":["digitalSignature"],\
            "eku":["1.3.6.1.5.5.7.3.2"]},\
            "term":90,"owner":"admin","requester":"admin","requesterId":1,"requestedVia":"REST API",\
            "comments":"Hall 3","requested":"05/21/2026","approved":"05/21/2026","issued":"05/21/2026",\
            "expires":"08/19/2026","serialNumber":"4B:9C:04:15:AF:77:2E:61:08:1D:5A:C3:92:F0:6E:33",\
            "signatureAlg":"SHA256withECDSA","keyAlgorithm":"EC","keySize":256,"keyType":"EC - P-256",\
            "keyUsages":["digitalSignature"],"extendedKeyUsages":["1.3.6.1.5.5.7.3.2"],\
            "subjectAlternativeNames":["printer-17.example.test"],"customFields":[],"certificateDetails":\
            {"issuer":"CN=Privyseal Issuing CA","subject":"CN=printer-17,O=Default",\
            "subjectAltNames":"printer-17.example.test","md5Hash":"0C1A4E2A90B5B5C6A6E1D0F2C3B4A596",\
            "sha1Hash":"2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12"}}""";
    private static final String COLLECT_EXAMPLE = """
            -----BEGIN CERTIFICATE-----
            MIIBtjCCAVygAwIBAgIQS5wEFa93LmEIHVrDkvBuMzAKBggqhkjOPQQDAjAfMR0w
            ...
            -----END CERTIFICATE-----
            """;
    private static final String UPDATE_EXAMPLE = """
            {"comments":"Hall 4","customFields":[{"name":"Cost centre","value":"17"}]}""";
    private static final String DECISION_EXAMPLE = """
            {"message":"Checked with the owner"}""";
    private static final String REVOKE_EXAMPLE = """
            {"reasonCode":1,"reason":"The device was stolen"}""";
    private static final String MANUAL_REVOKE_EXAMPLE = """
            {"serialNumber":"4B9C0415AF772E61","issuer":"CN=Old CA,O=Example",\
            "revokeDate":"2026-05-21T10:15:30.000+00:00","reasonCode":5}""";
    private static final String REPLACE_EXAMPLE = """
            {"csr":"MIHkMIGMAgEAMCoxKDAmBgNVBAMMH3d3dy5leGFtcGxlLnRlc3Q=","reason":"New board","revoke":true}""";
    private static final String IMPORT_EXAMPLE = """
            [{"orgID":1,"cert":"-----BEGIN CERTIFICATE-----\\nMIIBtjCCAVyg\\n-----END CERTIFICATE-----",\
            "owner":"owner@example.test","backendCertId":"A-77","comments":"From the old CA"}]""";
    private static final String IMPORTED_EXAMPLE = """
            [{"cert":{"id":2,"subject":"CN=printer-3","serialNumber":"4B:9C:04:15"},"created":true},\
            {"errorMessage":"Value of 'cert' is not base64."}]""";
    private static final String LOCATION_REQUEST_EXAMPLE = """
            {"name":"Front desk","details":{"building":"North","port":"A-12"}}""";
    private static final String LOCATION_EXAMPLE = """
            {"id":1,"locationType":"CUSTOM","name":"Front desk","details":{"building":"North","port":"A-12"}}""";
    private static final String LOCATIONS_EXAMPLE = """
            [{"id":1,"locationType":"CUSTOM","name":"Front desk",\
            "details":{"building":"North","port":"A-12"}}]""";

    private final EnrollmentPipeline pipeline;
    private final Successors successors;
    private final CertificateImports imports;
    private final Enrollments enrollments;
    private final Certificates certificates;
    private final CertificateLocations locations;
    private final Profiles profiles;
    private final Revocations revocations;
    private final ReachableCertificates reachable;
    private final CollectAnswers collected;
    private final Locations addresses;
    private final Caller caller;

    DeviceResource(
            EnrollmentPipeline pipeline,
            Successors successors,
            CertificateImports imports,
            Enrollments enrollments,
            Certificates certificates,
            CertificateLocations locations,
            Profiles profiles,
            Revocations revocations,
            ReachableCertificates reachable,
            CollectAnswers collected,
            Locations addresses,
            Caller caller) {
        this.pipeline = pipeline;
        this.successors = successors;
        this.imports = imports;
        this.enrollments = enrollments;
        this.certificates = certificates;
        this.locations = locations;
        this.profiles = profiles;
        this.revocations = revocations;
        this.reachable = reachable;
        this.collected = collected;
        this.addresses = addresses;
        this.caller = caller;
    }

    @GET
    @Path("/types")
    @Operation(summary = "List device certificate profiles", operationId = "listDeviceTypes")
    @APIResponse(
            responseCode = "200",
            description = "The profiles that the organization may use",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = CertificateType.class),
                            examples = @ExampleObject(name = "types", value = TYPES_EXAMPLE)))
    public List<CertificateType> types(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("organizationId") @Nullable
                    String organizationId) {
        OrganizationId organization = reachable.organization(KIND, "organizationId", organizationId);
        return profiles.list(caller.customer(), KIND).stream()
                .filter(CertificateProfile::enabled)
                .filter(profile -> reachable.mayUse(profile, organization))
                .map(CertificateType::from)
                .toList();
    }

    @GET
    @Path("/customFields")
    @Operation(summary = "List device certificate custom fields", operationId = "listDeviceCustomFields")
    @APIResponse(
            responseCode = "200",
            description = "The custom fields of device certificates",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = CustomField.class),
                            examples = @ExampleObject(name = "none", value = "[]")))
    public List<CustomField> customFields() {
        caller.customer();
        return List.of();
    }

    @GET
    @Operation(summary = "List device certificates", operationId = "listDeviceCertificates")
    @APIResponse(
            responseCode = "200",
            description = "One page; X-Total-Count has the number of entries on all pages",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Entry.class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(
            @BeanParam PagingParameters paging, @BeanParam DeviceFilterParameters filter) {
        Page page = paging.page();
        Paged<EnrollmentSummary> found =
                enrollments.list(caller.customer(), filter.toFilter(reachable.organizations(KIND)), page);
        return Counted.page(found.items().stream().map(Entry::from).toList(), found.total());
    }

    @HEAD
    @Operation(summary = "Count device certificates", operationId = "countDeviceCertificates")
    @APIResponse(responseCode = "200", description = "X-Total-Count has the number of certificates")
    public Response count(@BeanParam DeviceFilterParameters filter) {
        return Response.ok()
                .header(
                        "X-Total-Count",
                        enrollments.count(caller.customer(), filter.toFilter(reachable.organizations(KIND))))
                .build();
    }

    @GET
    @Path("/{deviceCertId}")
    @Operation(summary = "Get device certificate details", operationId = "getDeviceCertificate")
    @APIResponse(
            responseCode = "200",
            description = "The request and, once there is one, its certificate",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "issued", value = DETAILS_EXAMPLE)))
    public Details details(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @Parameter(
                            description =
                                    "Format of dates, by name (ISO, EU, US, UK, JP, each also with _HMS) or by pattern; default: US")
                    @QueryParam("dateFormat")
                    @Nullable
                    String dateFormat) {
        return details(reachable.require(KIND, deviceCertId), dateFormat);
    }

    private Details details(Enrollments.Found found, @Nullable String dateFormat) {
        ProfileId profile = found.enrollment().profile();
        return Details.from(
                found,
                profile == null ? null : profiles.require(caller.customer(), profile),
                DateFormat.of(dateFormat, DateFormat.US));
    }

    @POST
    @Path("/enroll")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Request device certificate",
            operationId = "enrollDeviceCertificate",
            description =
                    "Needs the privilege deviceRequest. Without a term, the first of the profile is meant. Of the optional fields, dnsName, rfc822Name and userPrincipalName are taken; the subject comes from the CSR.")
    @APIResponse(
            responseCode = "200",
            description = "The request is on record",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrollAnswer.class),
                            examples = @ExampleObject(name = "enrolled", value = ENROLLED_EXAMPLE)))
    public EnrollAnswer enroll(
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = EnrollRequest.class),
                                            examples = @ExampleObject(name = "enroll", value = ENROLL_EXAMPLE)))
                    @Nullable
                    EnrollRequest body) {
        EnrollRequest request = Bodies.require(body);
        OrganizationId organization = new OrganizationId(CertificateFields.required("orgId", request.orgId()));
        caller.requirePrivilege("deviceRequest");
        reachable.requireOrganization(KIND, organization);
        byte[] csr = CertificateFields.csr(request.csr());
        ProfileId profile = new ProfileId(CertificateFields.required("certType", request.certType()));
        Long term = request.term();
        return enrolled(pipeline.submit(new EnrollmentRequest(
                caller.customer(),
                organization,
                profile,
                KIND,
                csr,
                OptionalFields.parse(request.optionalFields()),
                term == null ? firstTerm(profile, organization) : CertificateFields.term(term),
                CertificateFields.comments(request.comments()),
                "",
                CertificateFields.customFields(request.customFields()),
                caller.actor(),
                RequestedVia.REST,
                null,
                false)));
    }

    private int firstTerm(ProfileId profile, OrganizationId organization) {
        return DeviceMessages.firstTerm(profiles.requireUsable(caller.customer(), profile, KIND, organization));
    }

    private EnrollAnswer enrolled(Outcome outcome) {
        RequestId id = submitted(outcome);
        return EnrollAnswer.from(enrollments.require(caller.customer(), KIND, id));
    }

    private static RequestId submitted(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued issued -> issued.request().id();
            case Outcome.Pending pending -> pending.request().id();
            case Outcome.Refused refused -> throw new RefusedException(refused.reason(), refused.detail());
        };
    }

    @GET
    @Path("/collect/{deviceCertId}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Collect device certificate",
            operationId = "collectDeviceCertificate",
            description = "A certificate that was replaced is collected as its replacement, once that is issued.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate in the wanted form",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "x509CO", value = COLLECT_EXAMPLE)))
    public Response collect(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @Parameter(
                            description = "Default: base64",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "base64", "bin", "x509", "x509R", "x509CO", "x509IO", "x509IOR", "pem",
                                                "pemco", "pemia"
                                            }))
                    @QueryParam("format")
                    @Nullable
                    String format) {
        return collectAs(deviceCertId, format == null || format.isBlank() ? "base64" : format);
    }

    @GET
    @Path("/collect/{deviceCertId}/{format}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Collect device certificate, with the format in the path",
            operationId = "collectDeviceCertificateAs")
    @APIResponse(
            responseCode = "200",
            description = "The certificate in the wanted form",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "x509CO", value = COLLECT_EXAMPLE)))
    public Response collectAs(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {
                                                "base64", "bin", "x509", "x509R", "x509CO", "x509IO", "x509IOR", "pem",
                                                "pemco", "pemia"
                                            }),
                            example = "x509CO")
                    @PathParam("format")
                    String format) {
        CollectFormat wanted = CollectFormat.named(format);
        return collected.answer(
                enrollments.current(reachable.require(KIND, deviceCertId)),
                wanted,
                MediaType.APPLICATION_OCTET_STREAM,
                CollectAnswers::notCollectable);
    }

    @PUT
    @Path("/{deviceCertId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Update device certificate details",
            operationId = "updateDeviceCertificate",
            description = "Needs the privilege deviceManage. Fields that are left out stay as they are.")
    @APIResponse(
            responseCode = "200",
            description = "The request as it is now",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "updated", value = DETAILS_EXAMPLE)))
    public Details update(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = UpdateRequest.class),
                                            examples = @ExampleObject(name = "update", value = UPDATE_EXAMPLE)))
                    @Nullable
                    UpdateRequest body) {
        caller.requirePrivilege(MANAGE);
        Enrollment enrollment = reachable.require(KIND, deviceCertId).enrollment();
        UpdateRequest request = Bodies.require(body);
        return details(
                enrollments.annotate(
                        caller.customer(),
                        enrollment.id(),
                        request.comments() == null ? null : CertificateFields.comments(request.comments()),
                        request.customFields() == null ? null : CertificateFields.customFields(request.customFields()),
                        caller.actor()),
                null);
    }

    @POST
    @Path("/approve/{deviceCertId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Approve device certificate",
            operationId = "approveDeviceCertificate",
            description = "Needs the privilege deviceApprove, and approveOwnRequests for an own request.")
    @APIResponse(responseCode = "204", description = "Approved")
    public void approve(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionRequest.class),
                                            examples = @ExampleObject(name = "approve", value = DECISION_EXAMPLE)))
                    @Nullable
                    DecisionRequest body) {
        Enrollment enrollment = reachable.requireApprovable(KIND, "deviceApprove", deviceCertId);
        String message =
                CertificateFields.message("message", Bodies.require(body).message());
        if (pipeline.approve(caller.customer(), enrollment.id(), message, caller.actor())
                instanceof Outcome.Refused(var reason, var detail)) {
            throw new RefusedException(reason, detail);
        }
    }

    @POST
    @Path("/decline/{deviceCertId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Decline device certificate",
            operationId = "declineDeviceCertificate",
            description = "Needs the privilege deviceApprove.")
    @APIResponse(responseCode = "204", description = "Declined")
    public void decline(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionRequest.class),
                                            examples = @ExampleObject(name = "decline", value = DECISION_EXAMPLE)))
                    @Nullable
                    DecisionRequest body) {
        caller.requirePrivilege("deviceApprove");
        Enrollment enrollment = reachable.require(KIND, deviceCertId).enrollment();
        String message =
                CertificateFields.message("message", Bodies.require(body).message());
        pipeline.decline(caller.customer(), enrollment.id(), message, caller.actor());
    }

    @POST
    @Path("/revoke/order/{deviceCertId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke device certificate by Id",
            operationId = "revokeDeviceCertificate",
            description = "Needs the privilege deviceRevoke.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revoke(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RevokeRequest.class),
                                            examples = @ExampleObject(name = "revoke", value = REVOKE_EXAMPLE)))
                    @Nullable
                    RevokeRequest body) {
        caller.requirePrivilege(REVOKE);
        revoke(reachable.requireCertificate(KIND, deviceCertId), body);
    }

    @POST
    @Path("/revoke/serial/{serialNumber}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke device certificate by serial number",
            operationId = "revokeDeviceCertificateBySerial",
            description = "Needs the privilege deviceRevoke.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revokeSerial(
            @Parameter(
                            description = "Hexadecimal, with or without colons",
                            example = "4B9C0415AF772E61081D5AC392F06E33")
                    @PathParam("serialNumber")
                    String serialNumber,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RevokeRequest.class),
                                            examples = @ExampleObject(name = "revoke", value = REVOKE_EXAMPLE)))
                    @Nullable
                    RevokeRequest body) {
        caller.requirePrivilege(REVOKE);
        revoke(reachable.requireBySerial(KIND, serialNumber), body);
    }

    private void revoke(Certificate certificate, @Nullable RevokeRequest body) {
        RevokeRequest request = Bodies.require(body);
        String message = CertificateFields.optionalMessage("reason", request.reason());
        revocations.revoke(
                caller.customer(),
                certificate.id(),
                CertificateFields.reason(request.reasonCode()),
                message,
                null,
                caller.actor());
    }

    @POST
    @Path("/revoke/manual")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Mark device certificate as revoked, by Id or by serial number and issuer",
            operationId = "revokeDeviceCertificateManually",
            description =
                    "Needs the privilege deviceRevoke. A certificate that was imported is marked only; one that was issued here is revoked like any other.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revokeManually(
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ManualRevokeRequest.class),
                                            examples =
                                                    @ExampleObject(name = "imported", value = MANUAL_REVOKE_EXAMPLE)))
                    @Nullable
                    ManualRevokeRequest body) {
        caller.requirePrivilege(REVOKE);
        ManualRevokeRequest request = Bodies.require(body);
        Certificate certificate = named(request);
        RevocationReason reason = CertificateFields.reason(request.reasonCode());
        Instant since = CertificateFields.time("revokeDate", request.revokeDate());
        if (certificate.isImported()) {
            revocations.noteRevoked(caller.customer(), certificate.id(), reason, since, caller.actor());
        } else {
            revocations.revoke(caller.customer(), certificate.id(), reason, null, since, caller.actor());
        }
    }

    private Certificate named(ManualRevokeRequest request) {
        String id = CertificateFields.filter("certId", request.certId());
        if (id != null) {
            return reachable.requireCertificate(KIND, id);
        }
        String serialNumber = CertificateFields.filter("serialNumber", request.serialNumber());
        String issuer = Text.optionalClean("issuer", request.issuer(), LONGEST_ISSUER);
        if (serialNumber == null || issuer == null) {
            throw new RefusedException(
                    Refusal.MISSING_FIELD, "Either 'certId', or 'serialNumber' and 'issuer', must not be null.");
        }
        SerialNumber serial =
                SerialNumber.parse(serialNumber).orElseThrow(() -> CertificateFields.invalid("serialNumber"));
        List<Certificate> found = certificates.listByIssuer(caller.customer(), issuer, serial).stream()
                .filter(certificate -> reachable.isReachable(KIND, certificate))
                .toList();
        if (found.size() != 1) {
            throw new RefusedException(
                    Refusal.UNKNOWN_CERTIFICATE, "There is no one certificate with this serial number and issuer.");
        }
        return found.getFirst();
    }

    @POST
    @Path("/renew/order/{deviceCertId}")
    @Operation(
            summary = "Renew device certificate by Id",
            operationId = "renewDeviceCertificate",
            description =
                    "Needs the privilege deviceRenew. Key, names, profile and term are those of the certificate; the old one stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The renewal is on record, under a number of its own",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrollAnswer.class),
                            examples = @ExampleObject(name = "renewed", value = ENROLLED_EXAMPLE)))
    public EnrollAnswer renew(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId) {
        caller.requirePrivilege("deviceRenew");
        RequestId id = reachable.require(KIND, deviceCertId).enrollment().id();
        return renew(id);
    }

    @POST
    @Path("/renew/serial/{serialNumber}")
    @Operation(
            summary = "Renew device certificate by serial number",
            operationId = "renewDeviceCertificateBySerial",
            description =
                    "Needs the privilege deviceRenew. Key, names, profile and term are those of the certificate; the old one stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The renewal is on record, under a number of its own",
            content =
                    @Content(
                            schema = @Schema(implementation = EnrollAnswer.class),
                            examples = @ExampleObject(name = "renewed", value = ENROLLED_EXAMPLE)))
    public EnrollAnswer renewSerial(
            @Parameter(
                            description = "Hexadecimal, with or without colons",
                            example = "4B9C0415AF772E61081D5AC392F06E33")
                    @PathParam("serialNumber")
                    String serialNumber) {
        caller.requirePrivilege("deviceRenew");
        Long request = reachable.requireBySerial(KIND, serialNumber).request();
        if (request == null) {
            throw new IllegalStateException("Reached by a request and without one");
        }
        return renew(new RequestId(request));
    }

    private EnrollAnswer renew(RequestId id) {
        return enrolled(successors.renew(caller.customer(), KIND, id, caller.actor()));
    }

    @POST
    @Path("/replace/order/{deviceCertId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace device certificate by Id",
            operationId = "replaceDeviceCertificate",
            description =
                    "Needs the privilege deviceReplace. The replacement ends when the certificate would have, has a number of its own in the list, and is collected by the old number too. With revoke, the old certificate is revoked when the new one is issued.")
    @APIResponse(responseCode = "204", description = "The replacement is on record")
    public void replace(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = ReplaceRequest.class),
                                            examples = @ExampleObject(name = "replace", value = REPLACE_EXAMPLE)))
                    @Nullable
                    ReplaceRequest body) {
        caller.requirePrivilege("deviceReplace");
        RequestId id = reachable.require(KIND, deviceCertId).enrollment().id();
        ReplaceRequest request = Bodies.require(body);
        byte[] csr = CertificateFields.csr(request.csr());
        String reason = CertificateFields.message("reason", request.reason());
        Boolean revoke = request.revoke();
        if (revoke == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'revoke' must not be null.");
        }
        RequestId _ = submitted(successors.replace(caller.customer(), KIND, id, csr, reason, revoke, caller.actor()));
    }

    @DELETE
    @Path("/{deviceCertId}")
    @Operation(
            summary = "Delete device certificate by Id",
            operationId = "deleteDeviceCertificate",
            description =
                    "Needs the privilege deviceManage. Imported certificates, and requests that came to nothing, can be deleted; what was issued here stays on record.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public void delete(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId) {
        caller.requirePrivilege(MANAGE);
        enrollments.forget(
                caller.customer(),
                reachable.require(KIND, deviceCertId).enrollment().id(),
                caller.actor());
    }

    @POST
    @Path("/import")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Import device certificates of other CAs",
            operationId = "importDeviceCertificates",
            description =
                    "Needs the privilege deviceManage. Each certificate is taken or refused by itself; one that is on record already is answered with its number.")
    @APIResponse(
            responseCode = "200",
            description = "What became of each, in their order",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = ImportAnswer.class),
                            examples = @ExampleObject(name = "imported", value = IMPORTED_EXAMPLE)))
    public List<ImportAnswer> importCertificates(
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            type = SchemaType.ARRAY,
                                                            implementation = ImportRequest.class),
                                            examples = @ExampleObject(name = "import", value = IMPORT_EXAMPLE)))
                    @Nullable
                    List<@Nullable ImportRequest> body) {
        caller.requirePrivilege(MANAGE);
        List<ImportRequest> requests = Bodies.entries(body);
        if (requests.isEmpty() || requests.size() > MOST_IMPORTS) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "1 to " + MOST_IMPORTS + " certificates can be imported at once.");
        }
        return requests.stream().map(this::importOne).toList();
    }

    private ImportAnswer importOne(ImportRequest request) {
        try {
            CertificateImports.Imported imported = imports.take(caller.customer(), draft(request), caller.actor());
            Enrollment enrollment = imported.enrollment();
            if (enrollment.kind() != KIND || !reachable.isReachable(KIND, enrollment.organization())) {
                return new ImportAnswer(null, null, "The certificate is on record already.");
            }
            return new ImportAnswer(ImportedIdentity.from(imported), imported.created(), null);
        } catch (RefusedException e) {
            return new ImportAnswer(null, null, e.detail());
        }
    }

    private CertificateImports.Draft draft(ImportRequest request) {
        OrganizationId organization = new OrganizationId(CertificateFields.required("orgID", request.orgID()));
        reachable.requireOrganization(KIND, organization);
        String certificate = request.cert();
        if (certificate == null || certificate.isBlank()) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'cert' must not be null.");
        }
        String csr = request.csr();
        return new CertificateImports.Draft(
                KIND,
                organization,
                ForeignCertificate.parse(certificate),
                csr == null || csr.isBlank() ? null : CertificateFields.csr(csr),
                CertificateFields.customFields(request.customFields()),
                CertificateFields.text("owner", request.owner(), LONGEST_OWNER),
                CertificateFields.text("backendCertId", request.backendCertId(), LONGEST_BACKEND_ID),
                CertificateFields.comments(request.comments()));
    }

    @GET
    @Path("/{deviceCertId}/location")
    @Operation(summary = "List device certificate locations", operationId = "listDeviceLocations")
    @APIResponse(
            responseCode = "200",
            description = "Where the certificate is in use",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Location.class),
                            examples = @ExampleObject(name = "list", value = LOCATIONS_EXAMPLE)))
    public List<Location> locations(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId) {
        return locations.list(caller.customer(), located(deviceCertId)).stream()
                .map(Location::from)
                .toList();
    }

    @POST
    @Path("/{deviceCertId}/location")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create custom location for device certificate",
            operationId = "createDeviceLocation",
            description = "Needs the privilege deviceManage.")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response createLocation(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = LocationRequest.class),
                                            examples =
                                                    @ExampleObject(name = "create", value = LOCATION_REQUEST_EXAMPLE)))
                    @Nullable
                    LocationRequest body) {
        caller.requirePrivilege(MANAGE);
        long id = located(deviceCertId);
        LocationRequest request = Bodies.require(body);
        CertificateLocation created =
                locations.add(caller.customer(), id, request.cleanName(), request.cleanDetails(), caller.actor());
        return addresses.created(PATH + "/" + id + "/location", created.id().value());
    }

    @GET
    @Path("/{deviceCertId}/location/{locationId}")
    @Operation(summary = "Get details of a custom location", operationId = "getDeviceLocation")
    @APIResponse(
            responseCode = "200",
            description = "The location",
            content =
                    @Content(
                            schema = @Schema(implementation = Location.class),
                            examples = @ExampleObject(name = "location", value = LOCATION_EXAMPLE)))
    public Location location(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("locationId")
                    String locationId) {
        return Location.from(locations.require(caller.customer(), located(deviceCertId), locationId(locationId)));
    }

    @PUT
    @Path("/{deviceCertId}/location/{locationId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Update a custom location",
            operationId = "updateDeviceLocation",
            description = "Needs the privilege deviceManage.")
    @APIResponse(responseCode = "200", description = "Updated")
    public Response updateLocation(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("locationId")
                    String locationId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = LocationRequest.class),
                                            examples =
                                                    @ExampleObject(name = "update", value = LOCATION_REQUEST_EXAMPLE)))
                    @Nullable
                    LocationRequest body) {
        caller.requirePrivilege(MANAGE);
        long id = located(deviceCertId);
        LocationRequest request = Bodies.require(body);
        locations.update(
                caller.customer(),
                id,
                locationId(locationId),
                request.cleanName(),
                request.cleanDetails(),
                caller.actor());
        return Response.ok().build();
    }

    @DELETE
    @Path("/{deviceCertId}/location/{locationId}")
    @Operation(
            summary = "Delete a custom location",
            operationId = "deleteDeviceLocation",
            description = "Needs the privilege deviceManage.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public void deleteLocation(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("deviceCertId")
                    String deviceCertId,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("locationId")
                    String locationId) {
        caller.requirePrivilege(MANAGE);
        locations.remove(caller.customer(), located(deviceCertId), locationId(locationId), caller.actor());
    }

    private long located(String deviceCertId) {
        return reachable.require(KIND, deviceCertId).enrollment().id().value();
    }

    private static CertificateLocationId locationId(String text) {
        try {
            return new CertificateLocationId(Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no such location of this certificate.");
        }
    }
}
