package io.privyseal.rest;

import io.privyseal.platform.Page;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of every list; text, because a wrong number must be answered with the contract's error form and
 * not with the 404 of an unknown path.
 */
public record PagingParameters(
        @Parameter(
                description = "Largest number of entries to return",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "0", maximum = "200", defaultValue = "200"))
        @QueryParam("size")
        @Nullable
        String size,

        @Parameter(
                description = "Offset of the first entry",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
        @QueryParam("position")
        @Nullable
        String position) {
    /** The page asked for; missing and empty values mean the first 200 entries. */
    public Page page() {
        return new Page(number("position", position, Page.FIRST.position()), number("size", size, Page.FIRST.size()));
    }

    private static int number(String name, @Nullable String text, int otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException invalid) {
            throw new RefusedException(
                    Refusal.INVALID_PAGING, "Value of '" + name + "' must be a whole number.", invalid);
        }
    }
}
