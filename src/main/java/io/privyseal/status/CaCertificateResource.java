package io.privyseal.status;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The certificates of CAs, where the AIA extensions say they are. */
@Path("/ca")
@RunOnVirtualThread
@Tag(name = "Status")
public class CaCertificateResource {
    private static final String PEM_EXAMPLE = """
            -----BEGIN CERTIFICATE-----
            MIIBtjCCAVygAwIBAgIQS5wEFa93LmEIHVrDkvBuMzAKBggqhkjOPQQDAjAfMR0w
            ...
            -----END CERTIFICATE-----
            """;

    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final Authorities authorities;

    CaCertificateResource(Authorities authorities) {
        this.authorities = authorities;
    }

    @GET
    @Path("/{file}")
    @Operation(
            operationId = "getCaCertificate",
            summary = "The certificate of a CA",
            description = "{id}.cer is DER, {id}.pem is PEM, {id}.p7c is PKCS#7 with the chain up to the root.")
    @APIResponse(
            responseCode = "200",
            description = "The certificate",
            content = {
                @Content(
                        mediaType = "application/pkix-cert",
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = "application/x-pem-file",
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "root", value = PEM_EXAMPLE)),
                @Content(
                        mediaType = "application/pkcs7-mime",
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "304", description = "The caller has it already")
    @APIResponse(responseCode = "404", description = "There is no such CA, or no such form")
    public Response certificate(
            @Parameter(description = "The number of the CA and the form", example = "1.pem") @PathParam("file")
                    String file,
            @Context Request request) {
        int dot = file.lastIndexOf('.');
        CaFile form = CaFile.ofSuffix(file.substring(dot + 1)).orElseThrow(CaCertificateResource::unknown);
        CertificateAuthority authority = find(file.substring(0, Math.max(dot, 0)));
        AuthorityCertificate certificate = authority.requireCertificate();
        byte[] body = form.encode(certificate, () -> authorities.chain(authority.id()));
        return form.describe(new Cached(CaFile.tag(body), certificate.notBefore(), MAX_AGE).answer(request, body));
    }

    private CertificateAuthority find(String id) {
        Optional<Long> number = PathNumber.parse(id);
        return number.flatMap(value -> authorities.findPublished(new AuthorityId(value)))
                .orElseThrow(CaCertificateResource::unknown);
    }

    private static RefusedException unknown() {
        return new RefusedException(Refusal.UNKNOWN_OBJECT, "There is no such CA certificate.");
    }
}
