package io.privyseal.rest.issuer;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificateAuthority.State;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.StatusUrls;
import io.privyseal.enrollment.AuthorityIssuance;
import io.privyseal.enrollment.AuthorityIssuance.NewAuthority;
import io.privyseal.platform.Page;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.rest.Bodies;
import io.privyseal.rest.Caller;
import io.privyseal.rest.CertificateFields;
import io.privyseal.rest.Counted;
import io.privyseal.rest.DateFormat;
import io.privyseal.rest.Locations;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.issuer.IssuerMessages.CreateRequest;
import io.privyseal.rest.issuer.IssuerMessages.Details;
import io.privyseal.rest.issuer.IssuerMessages.Entry;
import io.privyseal.rest.issuer.IssuerMessages.ReissueRequest;
import io.privyseal.rest.issuer.IssuerMessages.RevokeRequest;
import io.privyseal.revocation.AuthorityRevocation;
import io.privyseal.revocation.Revocation;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
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

/** Certificate authorities: every administrator reads, MRAOs change. */
@Path("/api/issuer/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Certificate Authorities")
public class IssuerResource {
    private static final String PATH = "/api/issuer/v1";

    private static final String LIST_EXAMPLE = """
            [{"id":1,"name":"Example Root CA","type":"ROOT","state":"ACTIVE","subject":"CN=Example Root CA,O=Example",\
            "expires":"2046-11-22T09:00:00.000Z"}]""";
    private static final String CREATE_EXAMPLE = """
            {"name":"Branch CA","parentId":1,"subject":{"commonName":"Branch CA","organization":"Example",\
            "country":"DE"},"keyType":{"algorithm":"EC","size":"P-256"},"hash":"SHA256","termDays":3653,\
            "pathLength":0}""";
    private static final String CREATE_ROOT_EXAMPLE = """
            {"name":"Quantum Root CA","subject":{"commonName":"Quantum Root CA","organization":"Example"},\
            "keyType":{"algorithm":"ML-DSA","size":"ML-DSA-65"},"termDays":7305}""";
    private static final String DETAILS_EXAMPLE = """
            {"id":2,"name":"Branch CA","type":"ISSUING","parentId":1,"state":"ACTIVE",\
            "keyType":{"algorithm":"EC","size":"P-256"},"hash":"SHA256","chain":[2,1],\
            "crlUrl":"http://pki.example.test/crl/2/full.crl","ocspUrl":"http://pki.example.test/ocsp/2",\
            "certificateUrl":"http://pki.example.test/ca/2.cer","reissueNeeded":false,"certificate":{\
            "subject":"CN=Branch CA,O=Example,C=DE","issuer":"CN=Example Root CA,O=Example",\
            "serialNumber":"4B:9C:04:15:AF:77:2E:61:08:1D:5A:C3:92:F0:6E:33",\
            "notBefore":"2026-11-22T08:55:00.000Z","notAfter":"2036-11-22T08:59:59.000Z","pathLength":0,\
            "sha1Hash":"5F1C0D2B7A9E4C63D8F00112A4B5C6D7E8F90A1B",\
            "sha256Hash":"9A3E5D0C417FB2268C5E71D09AF34B680D2C9E1F5A7B3846C0E2D4F618A9B7C5"}}""";
    private static final String REISSUE_EXAMPLE = """
            {"termDays":3653}""";
    private static final String REVOKE_EXAMPLE = """
            {"reasonCode":5,"reason":"The branch was closed"}""";

    private final Authorities authorities;
    private final AuthorityIssuance issuance;
    private final AuthorityRevocation revocation;
    private final Revocations revocations;
    private final StatusUrls urls;
    private final Caller caller;
    private final Locations locations;

    IssuerResource(
            Authorities authorities,
            AuthorityIssuance issuance,
            AuthorityRevocation revocation,
            Revocations revocations,
            StatusUrls urls,
            Caller caller,
            Locations locations) {
        this.authorities = authorities;
        this.issuance = issuance;
        this.revocation = revocation;
        this.revocations = revocations;
        this.urls = urls;
        this.caller = caller;
        this.locations = locations;
    }

    @GET
    @Operation(summary = "List certificate authorities", operationId = "issuerList")
    @APIResponse(
            responseCode = "200",
            description = "One page; X-Total-Count has the number of entries on all pages",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Entry.class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Entry>> list(
            @BeanParam PagingParameters paging, @QueryParam("dateFormat") @Nullable String dateFormat) {
        Page page = paging.page();
        DateFormat dates = DateFormat.of(dateFormat, DateFormat.ISO_HMS);
        List<CertificateAuthority> all = authorities.list(caller.customer());
        return Counted.page(
                all.stream()
                        .skip(page.position())
                        .limit(page.size())
                        .map(authority -> Entry.from(authority, dates))
                        .toList(),
                all.size());
    }

    @HEAD
    @Operation(summary = "Count certificate authorities", operationId = "issuerCount")
    @APIResponse(responseCode = "200", description = "X-Total-Count has the number of CAs")
    public Response count() {
        return Response.ok()
                .header("X-Total-Count", authorities.list(caller.customer()).size())
                .build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Create a root, or with parentId an issuing CA",
            description = "Needs the MRAO role. Making a large RSA key takes seconds.",
            operationId = "issuerCreate")
    @APIResponse(responseCode = "201", description = "Location ends in the new number")
    public Response create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = CreateRequest.class),
                                            examples = {
                                                @ExampleObject(name = "issuing", value = CREATE_EXAMPLE),
                                                @ExampleObject(name = "root", value = CREATE_ROOT_EXAMPLE)
                                            }))
                    @Nullable
                    CreateRequest body) {
        caller.requireMrao();
        CreateRequest request = Bodies.require(body);
        NewAuthority wanted = request.toAuthority();
        CertificateAuthority created = request.wantsStarterProfiles()
                ? issuance.createWithProfiles(caller.customer(), wanted, caller.actor())
                : issuance.create(caller.customer(), wanted, caller.actor());
        return locations.created(PATH, created.id().value());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Get certificate authority details", operationId = "issuerDetails")
    @APIResponse(
            responseCode = "200",
            description = "All about the CA",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public Details details(@PathParam("id") long id, @QueryParam("dateFormat") @Nullable String dateFormat) {
        return detailsOf(find(id), DateFormat.of(dateFormat, DateFormat.ISO_HMS));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            summary = "Delete a certificate authority whose creation was cut off",
            description = "Needs the MRAO role. Only in state PENDING: a CA that has a certificate is retired instead.",
            operationId = "issuerDelete")
    @APIResponse(responseCode = "204", description = "Deleted")
    public void delete(@PathParam("id") long id) {
        caller.requireMrao();
        authorities.discard(caller.customer(), new AuthorityId(id), caller.actor());
    }

    @POST
    @Path("{id}/activate")
    @Operation(
            summary = "Let a suspended certificate authority issue again",
            description = "Needs the MRAO role.",
            operationId = "issuerActivate")
    @APIResponse(responseCode = "204", description = "Active")
    public void activate(@PathParam("id") long id) {
        move(id, State.ACTIVE);
    }

    @POST
    @Path("{id}/suspend")
    @Operation(
            summary = "Keep a certificate authority from issuing until it is activated",
            description = "Needs the MRAO role. CRLs and OCSP answers go on.",
            operationId = "issuerSuspend")
    @APIResponse(responseCode = "204", description = "Suspended")
    public void suspend(@PathParam("id") long id) {
        move(id, State.SUSPENDED);
    }

    @POST
    @Path("{id}/retire")
    @Operation(
            summary = "End a certificate authority's issuing for good",
            description = "Needs the MRAO role. CRLs and OCSP answers go on.",
            operationId = "issuerRetire")
    @APIResponse(responseCode = "204", description = "Retired")
    public void retire(@PathParam("id") long id) {
        move(id, State.RETIRED);
    }

    @POST
    @Path("{id}/reissue")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Give an issuing CA's key a new certificate",
            description = "Needs the MRAO role. For when the addresses of CRL and OCSP have changed, or the"
                    + " certificate nears its end; name and key stay.",
            operationId = "issuerReissue")
    @APIResponse(
            responseCode = "200",
            description = "The CA with its new certificate",
            content =
                    @Content(
                            schema = @Schema(implementation = Details.class),
                            examples = @ExampleObject(name = "details", value = DETAILS_EXAMPLE)))
    public Details reissue(
            @PathParam("id") long id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = ReissueRequest.class),
                                            examples = @ExampleObject(name = "reissue", value = REISSUE_EXAMPLE)))
                    @Nullable
                    ReissueRequest body) {
        caller.requireMrao();
        Integer termDays = body == null ? null : body.termDays();
        CertificateAuthority reissued =
                issuance.reissue(caller.customer(), new AuthorityId(id), termDays, caller.actor());
        return detailsOf(reissued, DateFormat.ISO_HMS);
    }

    @POST
    @Path("{id}/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke all certificates of an issuing CA's key and retire the CA",
            description = "Needs the MRAO role.",
            operationId = "issuerRevoke")
    @APIResponse(responseCode = "204", description = "Revoked and retired")
    public void revoke(
            @PathParam("id") long id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RevokeRequest.class),
                                            examples = @ExampleObject(name = "revoke", value = REVOKE_EXAMPLE)))
                    @Nullable
                    RevokeRequest body) {
        caller.requireMrao();
        RevokeRequest request = Bodies.require(body);
        revocation.revoke(caller.customer(), new AuthorityId(id), reasonOf(request), request.reason(), caller.actor());
    }

    @POST
    @Path("{id}/revoke/serial/{serialNumber}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Revoke a serial number that was spent without a certificate on record",
            description =
                    "Needs the MRAO role. For a certificate that turns up although the server stopped between signing"
                            + " and recording it, and so never handed it out. Certificates on record are revoked by the operations"
                            + " of their kind.",
            operationId = "issuerRevokeSpentSerial")
    @APIResponse(responseCode = "204", description = "Revoked")
    public void revokeSpent(
            @PathParam("id") long id,
            @Parameter(
                            description = "Hexadecimal, with or without colons",
                            example = "4B9C0415AF772E61081D5AC392F06E33")
                    @PathParam("serialNumber")
                    String serialNumber,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(implementation = RevokeRequest.class),
                                            examples = @ExampleObject(name = "revoke", value = REVOKE_EXAMPLE)))
                    @Nullable
                    RevokeRequest body) {
        caller.requireMrao();
        RevokeRequest request = Bodies.require(body);
        SerialNumber serial = CertificateFields.serialNumber(serialNumber);
        revocations.revokeSpent(
                caller.customer(), find(id).id(), serial, reasonOf(request), request.reason(), caller.actor());
    }

    private static RevocationReason reasonOf(RevokeRequest request) {
        Integer code = request.reasonCode();
        return RevocationReason.ofCode(code == null ? 0 : code)
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'reasonCode' must be 0, 1, 2, 3, 4, 5 or 9."));
    }

    @GET
    @Path("{id}/certificate")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Download a certificate authority's certificate",
            description = "format is pem (default), der or pkcs7.",
            operationId = "issuerCertificate")
    @APIResponse(
            responseCode = "200",
            description = "The certificate in the wanted form",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response certificate(@PathParam("id") long id, @QueryParam("format") @Nullable String format) {
        AuthorityFile form = AuthorityFile.named(format);
        CertificateAuthority authority = find(id);
        return file(form, form.certificate(requireCertificate(authority).der()), "ca-" + id);
    }

    @GET
    @Path("{id}/chain")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Download a certificate authority's certificate and those above it, its own first",
            description = "format is pem (default) or pkcs7.",
            operationId = "issuerChain")
    @APIResponse(
            responseCode = "200",
            description = "The chain in the wanted form",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response chain(@PathParam("id") long id, @QueryParam("format") @Nullable String format) {
        AuthorityFile form = AuthorityFile.named(format);
        CertificateAuthority authority = find(id);
        requireCertificate(authority);
        List<byte[]> chain = authorities.chain(authority.id()).stream()
                .map(AuthorityCertificate::der)
                .toList();
        return file(form, form.chain(chain), "ca-" + id + "-chain");
    }

    private static Response file(AuthorityFile form, byte[] content, String name) {
        return Response.ok(content)
                .type(form.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + name + "." + form.extension() + "\"")
                .build();
    }

    private void move(long id, State to) {
        caller.requireMrao();
        authorities.move(caller.customer(), new AuthorityId(id), to, caller.actor());
    }

    private CertificateAuthority find(long id) {
        return authorities.require(caller.customer(), new AuthorityId(id));
    }

    private static AuthorityCertificate requireCertificate(CertificateAuthority authority) {
        AuthorityCertificate certificate = authority.certificate();
        if (certificate == null) {
            throw new RefusedException(Refusal.NOT_COLLECTABLE, "The CA has no certificate yet.");
        }
        return certificate;
    }

    private Details detailsOf(CertificateAuthority authority, DateFormat dates) {
        return Details.from(authority, authorities.path(authority), urls, revokedAt(authority), dates);
    }

    private @Nullable Instant revokedAt(CertificateAuthority authority) {
        AuthorityId parent = authority.parent();
        AuthorityCertificate certificate = authority.certificate();
        if (parent == null || certificate == null) {
            return null;
        }
        return revocations
                .find(caller.customer(), parent, certificate.serial())
                .map(Revocation::revokedAt)
                .orElse(null);
    }
}
