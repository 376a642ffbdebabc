package io.privyseal.rest.acme;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters that only the public group has. */
public record PublicFilterParameters(
        @Parameter(
                schema =
                        @Schema(
                                type = SchemaType.STRING,
                                enumeration = {"DV", "OV", "EV"}))
        @QueryParam("certValidationType")
        @Nullable
        String certValidationType,

        @Parameter(
                schema =
                        @Schema(
                                type = SchemaType.STRING,
                                enumeration = {"pending", "valid"}))
        @QueryParam("status")
        @Nullable
        String status) {}
