package io.privyseal.rest.audit;

import io.privyseal.audit.AuditFilter;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of the audit trail; text, so that a wrong value is answered in the contract's error form. */
public record AuditFilterParameters(
        @Parameter(description = "Earliest time: a date, or a date and time with its offset", example = "2026-01-01")
        @QueryParam("from")
        @Nullable
        String from,

        @Parameter(description = "First time that is too late, as 'from'", example = "2026-02-01T12:00:00Z")
        @QueryParam("to")
        @Nullable
        String to,

        @Parameter(description = "Name of who did it, such as a login") @QueryParam("actor") @Nullable
        String actor,

        @Parameter(description = "What was done", example = "certificate.revoke") @QueryParam("action") @Nullable
        String action,

        @Parameter(description = "Kind of object that changed", example = "certificate")
        @QueryParam("objectType")
        @Nullable
        String objectType,

        @Parameter(description = "Number or name of the object") @QueryParam("objectId") @Nullable
        String objectId,

        @Parameter(
                description = "A certificate's id: everything about it and its request",
                schema = @Schema(type = SchemaType.INTEGER))
        @QueryParam("certificate")
        @Nullable
        String certificate,

        @Parameter(description = "Id of an entry: what comes after it in the list, equally fast on each page")
        @QueryParam("olderThan")
        @Nullable
        String olderThan) {
    private static final int LONGEST = 400;

    /** @throws RefusedException naming the parameter that is wrong */
    AuditFilter toFilter() {
        return new AuditFilter(
                time("from", from),
                time("to", to),
                text("actor", actor),
                text("action", action),
                text("objectType", objectType),
                text("objectId", objectId),
                number("certificate", certificate),
                text("olderThan", olderThan));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        return value == null || value.isBlank() ? null : Text.optionalClean(name, value, LONGEST);
    }

    private static @Nullable Long number(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(value.strip());
        } catch (NumberFormatException e) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of '" + name + "' must be a whole number.", e);
        }
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        // An unescaped "+" of an offset arrives as a blank.
        String text = value.strip().replace(' ', '+');
        try {
            Instant time = text.indexOf('T') < 0
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return withinDatabases(name, time);
        } catch (DateTimeParseException e) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of '" + name + "' must be a date such as 2026-01-31, or a time such as"
                            + " 2026-01-31T12:00:00Z.",
                    e);
        }
    }

    // Years that neither database can hold would come back as its error.
    private static Instant withinDatabases(String name, Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of '" + name + "' is out of range.");
        }
        return time;
    }
}
