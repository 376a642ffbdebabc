package io.privyseal.rest.acme;

import io.privyseal.endpoint.AcmeClient;
import io.privyseal.endpoint.AcmeClientFilter;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filters of lists of clients. */
public record ClientFilterParameters(
        @Parameter(description = "Part of the user agent") @QueryParam("userAgent") @Nullable
        String userAgent,

        @Parameter(description = "Part of the address") @QueryParam("ipAddress") @Nullable
        String ipAddress,

        @Parameter(description = "valid, deactivated, revoked; may be given several times") @QueryParam("status")
        List<String> status,

        @Parameter(
                description = "Days before the end of the current one",
                schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
        @QueryParam("lastActivityWithinPrevDays")
        @Nullable
        String lastActivityWithinPrevDays,

        @Parameter(description = "Part of a contact") @QueryParam("contacts") @Nullable
        String contacts) {
    private static final int LONGEST_TEXT = 255;
    private static final int MOST_DAYS = 36_500;

    AcmeClientFilter toFilter(Clock clock) {
        return new AcmeClientFilter(
                Text.optionalClean("userAgent", userAgent, LONGEST_TEXT),
                Text.optionalClean("ipAddress", ipAddress, LONGEST_TEXT),
                statuses(),
                activeSince(clock),
                Text.optionalClean("contacts", contacts, LONGEST_TEXT));
    }

    private Set<AcmeClient.Status> statuses() {
        EnumSet<AcmeClient.Status> statuses = EnumSet.noneOf(AcmeClient.Status.class);
        for (String some : status) {
            for (String word : some.split(",", -1)) {
                if (!word.isBlank()) {
                    statuses.add(readStatus(word.strip()));
                }
            }
        }
        return statuses;
    }

    private static AcmeClient.Status readStatus(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "valid" -> AcmeClient.Status.VALID;
            case "deactivated" -> AcmeClient.Status.DEACTIVATED;
            case "revoked" -> AcmeClient.Status.REVOKED;
            default ->
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'status' must be among valid, deactivated, revoked.");
        };
    }

    private @Nullable Instant activeSince(Clock clock) {
        Integer days = Numbers.optional("lastActivityWithinPrevDays", lastActivityWithinPrevDays, 0, MOST_DAYS);
        return days == null
                ? null
                : LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                        .plusDays(1L - days)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC);
    }
}
