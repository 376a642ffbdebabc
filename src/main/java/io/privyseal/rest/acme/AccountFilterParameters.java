package io.privyseal.rest.acme;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters that both groups of accounts have. */
public record AccountFilterParameters(
        @Parameter(description = "An organization with its departments; \"105,-2\" is organization 105 without them")
        @QueryParam("organizationId")
        @Nullable
        String organizationId,

        @Parameter(description = "Part of the name") @QueryParam("name") @Nullable
        String name,

        @Parameter(description = "Address of the server's directory") @QueryParam("acmeServer") @Nullable
        String acmeServer) {}
