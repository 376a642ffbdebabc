package io.privyseal.rest.ssl;

import io.privyseal.enrollment.Enrollment;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.enrollment.EnrollmentSummary;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.Outcome;
import io.privyseal.enrollment.RecordedRequest;
import io.privyseal.enrollment.RequestedVia;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CollectFormat;
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
import io.privyseal.rest.CollectAnswers;
import io.privyseal.rest.Counted;
import io.privyseal.rest.DateFormat;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.ReachableCertificates;
import io.privyseal.rest.ssl.SslMessages.CertificateType;
import io.privyseal.rest.ssl.SslMessages.Details;
import io.privyseal.rest.ssl.SslMessages.EnrollAnswer;
import io.privyseal.rest.ssl.SslMessages.EnrollRequest;
import io.privyseal.rest.ssl.SslMessages.Entry;
import io.privyseal.rest.ssl.SslMessages.RevokeRequest;
import io.privyseal.revocation.Revocations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** SSL certificates. */
@Path("/api/ssl/v1")
@Produces(MediaType.APPLICATION_JSON + ";charset=UTF-8")
@RunOnVirtualThread
@Tag(name = "SSL Certificates")
public class SslResource {
    private static final int LONGEST_EXTERNAL_REQUESTER = 512;
    private static final int LONGEST_DCV = 320;

    private static final String TYPES_EXAMPLE = """
            [{"id":1,"name":"Default SSL","description":"Server certificates","terms":[30,90,365],\
            "keyTypes":{"RSA":["2048","3072","4096"],"EC":["P-256","P-384"]},"useSecondaryOrgName":false}]""";
    private static final String LIST_EXAMPLE = """
            [{"sslId":1,"commonName":"www.example.test","subjectAlternativeNames":["www.example.test"],\
            "serialNumber":"4B:9C:04:15:AF:77:2E:61:08:1D:5A:C3:92:F0:6E:33"}]""";
    private static final String ENROLL_EXAMPLE = """
            {"orgId":1,"csr":"MIHkMIGMAgEAMCoxKDAmBgNVBAMMH3d3dy5leGFtcGxlLnRlc3Q=","subjAltNames":\
            "www.example.test,example.test","certType":1,"term":90,"comments":"Front end"}""";
    private static final String ENROLLED_EXAMPLE = """
            {"renewId":"kQ3vTnW8xZ5bLrJcYd2M","sslId":1}""";
    private static final String DETAILS_EXAMPLE = """
            {"commonName":"www.example.test","sslId":1,"id":1,"orgId":1,"status":"Issued","orderNumber":1,\
            "backendCertId":"1","vendor":"Privyseal","certType":{"id":1,"name":"Default SSL",\
            "description":"Server certificates","terms":[30,90,365],"keyTypes":{"EC":["P-256","P-384"]},\
            "useSecondaryOrgName":false},"term":90,"owner":"admin","ownerId":1,"requester":"admin","requesterId":1,\
            "requestedVia":"REST API","externalRequester":"","comments":"Front end","requested":"05/21/2026",\
            "approved":"05/21/2026","issued":"05/21/2026","expires":"08/19/2026","renewed":false,\
            "serialNumber":"4B:9C:04:15:AF:77:2E:61:08:1D:5A:C3:92:F0:6E:33","signatureAlg":"SHA256withECDSA",\
            "keyAlgorithm":"EC","keySize":256,"keyType":"EC - P-256","keyUsages":["Digital Signature"],\
            "extendedKeyUsages":["1.3.6.1.5.5.7.3.1"],"subjectAlternativeNames":["www.example.test"],"customFields":[],\
            "certificateDetails":{"issuer":"CN=Privyseal Issuing CA","subject":"CN=www.example.test,O=Default",\
            "subjectAltNames":"www.example.test","md5Hash":"0C1A4E2A90B5B5C6A6E1D0F2C3B4A596",\
            "sha1Hash":"2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12"},"autoInstallDetails":{"state":"Not configured"},\
            "autoRenewDetails":{"state":"Not scheduled"},"suspendNotifications":false}""";
    private static final String COLLECT_EXAMPLE = """
            -----BEGIN CERTIFICATE-----
            MIIBtjCCAVygAwIBAgIQS5wEFa93LmEIHVrDkvBuMzAKBggqhkjOPQQDAjAfMR0w
            ...
            -----END CERTIFICATE-----
            """;
    private static final String DECISION_EXAMPLE = """
            {"message":"Checked with the owner"}""";
    private static final String REVOKE_EXAMPLE = """
            {"reasonCode":1,"reason":"The key was copied"}""";

    private final EnrollmentPipeline pipeline;
    private final Enrollments enrollments;
    private final Profiles profiles;
    private final Revocations revocations;
    private final ReachableCertificates reachable;
    private final CollectAnswers collected;
    private final Caller caller;

    SslResource(
            EnrollmentPipeline pipeline,
            Enrollments enrollments,
            Profiles profiles,
            Revocations revocations,
            ReachableCertificates reachable,
            CollectAnswers collected,
            Caller caller) {
        this.pipeline = pipeline;
        this.enrollments = enrollments;
        this.profiles = profiles;
        this.revocations = revocations;
        this.reachable = reachable;
        this.collected = collected;
        this.caller = caller;
    }

    @GET
    @Path("/types")
    @Operation(summary = "List SSL certificate profiles", operationId = "listSslTypes")
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
        OrganizationId organization = reachable.organization(CertificateKind.SSL, "organizationId", organizationId);
        return profiles.list(caller.customer(), CertificateKind.SSL).stream()
                .filter(CertificateProfile::enabled)
                .filter(profile -> reachable.mayUse(profile, organization))
                .map(CertificateType::from)
                .toList();
    }

    @GET
    @Path("/customFields")
    @Operation(summary = "List SSL certificate custom fields", operationId = "listSslCustomFields")
    @APIResponse(
            responseCode = "200",
            description = "The custom fields of SSL certificates",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = CustomField.class),
                            examples = @ExampleObject(name = "none", value = "[]")))
    public List<CustomField> customFields() {
        caller.customer();
        return List.of();
    }

    @GET
    @Operation(summary = "List SSL certificates", operationId = "listSslCertificates")
    @APIResponse(
            responseCode = "200",
            description = "One page; X-Total-Count has the number of entries on all pages",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Entry.class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(@BeanParam PagingParameters paging, @BeanParam SslFilterParameters filter) {
        Page page = paging.page();
        Paged<EnrollmentSummary> found = enrollments.list(
                caller.customer(), filter.toFilter(reachable.organizations(CertificateKind.SSL)), page);
        return Counted.page(found.items().stream().map(Entry::from).toList(), found.total());
    }

    @HEAD
    @Operation(summary = "Count SSL certificates", operationId = "countSslCertificates")
    @APIResponse(responseCode = "200", description = "X-Total-Count has the number of certificates")
    public Response count(@BeanParam SslFilterParameters filter) {
        return Response.ok()
                .header(
                        "X-Total-Count",
                        enrollments.count(
                                caller.customer(), filter.toFilter(reachable.organizations(CertificateKind.SSL))))
                .build();
    }

    @GET
    @Path("/{sslId}")
    @Operation(summary = "Get SSL certificate details", operationId = "getSslCertificate")
    @APIResponse(
            responseCode = "200",
            description = "The request and, once there is one, its certificate",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "issued", value = DETAILS_EXAMPLE)))
    public Details details(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("sslId") String sslId,
            @Parameter(
                            description =
                                    "Format of dates, by name (ISO, EU, US, UK, JP, each also with _HMS) or by pattern; default: US")
                    @QueryParam("dateFormat")
                    @Nullable
                    String dateFormat) {
        Enrollments.Found found = reachable.require(CertificateKind.SSL, sslId);
        ProfileId profileId = found.enrollment().profile();
        CertificateProfile profile = profileId == null ? null : profiles.require(caller.customer(), profileId);
        return Details.from(found, profile, DateFormat.of(dateFormat, DateFormat.US));
    }

    @POST
    @Path("/enroll")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Request SSL certificate", operationId = "enrollSslCertificate")
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
        caller.requirePrivilege("sslRequest");
        reachable.requireOrganization(CertificateKind.SSL, organization);
        byte[] csr = CertificateFields.csr(request.csr());
        // Public CAs' validation of domains plays no part here; what is sent must make sense all the same.
        Text.optionalClean("dcvMode", request.dcvMode(), LONGEST_DCV);
        Text.optionalClean("dcvEmail", request.dcvEmail(), LONGEST_DCV);
        EnrollmentRequest enrollment = new EnrollmentRequest(
                caller.customer(),
                organization,
                new ProfileId(CertificateFields.required("certType", request.certType())),
                CertificateKind.SSL,
                csr,
                SslNames.parse(request.subjAltNames()),
                CertificateFields.term(CertificateFields.required("term", request.term())),
                CertificateFields.comments(request.comments()),
                CertificateFields.text("externalRequester", request.externalRequester(), LONGEST_EXTERNAL_REQUESTER),
                CertificateFields.customFields(request.customFields()),
                caller.actor(),
                RequestedVia.REST,
                null,
                false);
        return switch (pipeline.submit(enrollment)) {
            case Outcome.Issued issued -> enrolled(issued.request());
            case Outcome.Pending pending -> enrolled(pending.request());
            case Outcome.Refused refused -> throw new RefusedException(refused.reason(), refused.detail());
        };
    }

    private static EnrollAnswer enrolled(RecordedRequest request) {
        return new EnrollAnswer(request.renewId(), request.id().value());
    }

    @GET
    @Path("/collect/{sslId}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(summary = "Collect SSL certificate", operationId = "collectSslCertificate")
    @APIResponse(
            responseCode = "200",
            description = "The certificate in the wanted form",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "x509CO", value = COLLECT_EXAMPLE)))
    public Response collect(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("sslId") String sslId,
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
        return collectAs(sslId, format == null || format.isBlank() ? "base64" : format);
    }

    @GET
    @Path("/collect/{sslId}/{format}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Collect SSL certificate, with the format in the path",
            operationId = "collectSslCertificateAs")
    @APIResponse(
            responseCode = "200",
            description = "The certificate in the wanted form",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "x509CO", value = COLLECT_EXAMPLE)))
    public Response collectAs(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("sslId") String sslId,
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
                reachable.require(CertificateKind.SSL, sslId),
                wanted,
                "application/octet-stream;charset=UTF-8",
                () -> new RefusedException(Refusal.BEING_PROCESSED, "Being processed by Sectigo"));
    }

    @POST
    @Path("/approve/{sslId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Approve SSL certificate", operationId = "approveSslCertificate")
    @APIResponse(responseCode = "204", description = "Approved")
    public void approve(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("sslId") String sslId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionRequest.class),
                                            examples = @ExampleObject(name = "approve", value = DECISION_EXAMPLE)))
                    @Nullable
                    DecisionRequest body) {
        Enrollment enrollment = reachable.requireApprovable(CertificateKind.SSL, "sslApprove", sslId);
        String message =
                CertificateFields.message("message", Bodies.require(body).message());
        if (pipeline.approve(caller.customer(), enrollment.id(), message, caller.actor())
                instanceof Outcome.Refused(var reason, var detail)) {
            throw new RefusedException(reason, detail);
        }
    }

    @POST
    @Path("/decline/{sslId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Decline SSL certificate", operationId = "declineSslCertificate")
    @APIResponse(responseCode = "204", description = "Declined")
    public void decline(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("sslId") String sslId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = DecisionRequest.class),
                                            examples = @ExampleObject(name = "decline", value = DECISION_EXAMPLE)))
                    @Nullable
                    DecisionRequest body) {
        caller.requirePrivilege("sslApprove");
        Enrollment enrollment = reachable.require(CertificateKind.SSL, sslId).enrollment();
        String message =
                CertificateFields.message("message", Bodies.require(body).message());
        pipeline.decline(caller.customer(), enrollment.id(), message, caller.actor());
    }

    @POST
    @Path("/revoke/{sslId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Revoke SSL certificate by Id", operationId = "revokeSslCertificate")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revoke(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER), example = "1") @PathParam("sslId") String sslId,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RevokeRequest.class),
                                            examples = @ExampleObject(name = "revoke", value = REVOKE_EXAMPLE)))
                    @Nullable
                    RevokeRequest body) {
        caller.requirePrivilege("sslRevoke");
        revoke(reachable.requireCertificate(CertificateKind.SSL, sslId), body);
    }

    @POST
    @Path("/revoke/serial/{serialNumber}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Revoke SSL certificate by serial number", operationId = "revokeSslCertificateBySerial")
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
        caller.requirePrivilege("sslRevoke");
        revoke(reachable.requireBySerial(CertificateKind.SSL, serialNumber), body);
    }

    private void revoke(Certificate certificate, @Nullable RevokeRequest body) {
        RevokeRequest request = Bodies.require(body);
        String message = CertificateFields.message("reason", request.reason());
        revocations.revoke(
                caller.customer(),
                certificate.id(),
                CertificateFields.reason(request.reasonCode()),
                message,
                null,
                caller.actor());
    }
}
