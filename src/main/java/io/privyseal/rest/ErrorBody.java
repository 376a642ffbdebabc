package io.privyseal.rest;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The contract's error form, sent compact: clients grep for the literal {@code "code":-183}.
 *
 * @param code negative, but for the 0 of a certificate that is still being made
 */
@Schema(
        name = "Error",
        requiredProperties = {"code", "description"})
@RegisterForReflection(registerFullHierarchy = true)
public record ErrorBody(int code, String description) {}
