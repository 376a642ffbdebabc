package io.privyseal.rest.acme;

import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ValidationLevel;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.Page;
import io.privyseal.platform.Text;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.Profiles;
import io.privyseal.rest.Caller;
import io.privyseal.rest.Counted;
import io.privyseal.rest.PagingParameters;
import io.privyseal.rest.acme.AcmeMessages.Server;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** ACME servers: the ACME endpoints that are open. */
@Path("/api/acme/v1/server")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "ACME")
public class AcmeServerResource {
    private static final int LONGEST_TEXT = 1_024;
    private static final String LIST_EXAMPLE = """
            [{"url":"https://localhost:8443/acme/starter/directory","caId":2,"name":"Starter ACME",\
            "singleProductId":6,"multiProductId":6,"wcProductId":6}]""";

    private final Endpoints endpoints;
    private final Profiles profiles;
    private final AcmeServers servers;
    private final Caller caller;

    AcmeServerResource(Endpoints endpoints, Profiles profiles, AcmeServers servers, Caller caller) {
        this.endpoints = endpoints;
        this.profiles = profiles;
        this.servers = servers;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listAcmeServers",
            summary = "List ACME servers",
            description = "The ACME endpoints that are enabled, and at which the caller may create accounts.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Server[].class),
                            examples = @ExampleObject(name = "list", value = LIST_EXAMPLE)))
    public RestResponse<List<Server>> list(
            @BeanParam PagingParameters paging,
            @Parameter(description = "Part of the name") @QueryParam("name") @Nullable String name,
            @Parameter(description = "Address of the directory") @QueryParam("url") @Nullable String url,
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("caId") @Nullable String caId,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"DV", "OV", "EV"}))
                    @QueryParam("certValidationType")
                    @Nullable
                    String certValidationType) {
        Page page = paging.page();
        ValidationLevel level = AcmeMessages.readLevel(certValidationType);
        String wantedName = lower(Text.optionalClean("name", name, LONGEST_TEXT));
        String wantedUrl = Text.optionalClean("url", url, LONGEST_TEXT);
        String extension = wantedUrl == null
                ? null
                : lower(AcmeServers.extensionIn(wantedUrl).orElse(""));
        Integer issuer = Numbers.optional("caId", caId, 0, Integer.MAX_VALUE);
        Map<ProfileId, Long> issuers = profiles.list(caller.customer(), CertificateKind.SSL).stream()
                .collect(Collectors.toMap(
                        CertificateProfile::id, profile -> profile.issuer().value()));
        List<Server> found = endpoints.usable(caller.customer(), caller.reach()).stream()
                .filter(endpoint -> wantedName == null || contains(endpoint.name(), wantedName))
                .filter(endpoint -> extension == null || endpoint.uriExtension().equalsIgnoreCase(extension))
                .map(endpoint -> Server.from(endpoint, servers.urlOf(endpoint), issuerOf(endpoint, issuers), level))
                .filter(server -> issuer == null || server.caId() == issuer)
                .toList();
        return Counted.page(
                found.stream().skip(page.position()).limit(page.size()).toList(), found.size());
    }

    private static long issuerOf(EnrollmentEndpoint endpoint, Map<ProfileId, Long> issuers) {
        return issuers.getOrDefault(endpoint.acme().defaultProfile().profile(), 0L);
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part);
    }

    private static @Nullable String lower(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
