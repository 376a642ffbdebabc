package io.privyseal.platform.web;

import io.privyseal.platform.crypto.CryptoProviders;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What this process runs on; answered to the configured addresses only. */
@Path("/diagnostics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DiagnosticsResource {
    private final String version;
    private final String databaseKind;

    DiagnosticsResource(
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "quarkus.datasource.db-kind") String databaseKind) {
        this.version = version;
        this.databaseKind = databaseKind;
    }

    /**
     * The answer.
     *
     * @param cryptoProvider the native provider and its version, or why there is none
     * @param providers all cryptographic providers in their order
     */
    public record Diagnostics(
            String version, String java, String database, String cryptoProvider, List<String> providers) {}

    @GET
    @Operation(hidden = true)
    public Diagnostics diagnostics() {
        CryptoProviders.Report crypto = CryptoProviders.report();
        return new Diagnostics(
                version, Runtime.version().toString(), databaseKind, crypto.nativeProvider(), crypto.providers());
    }
}
