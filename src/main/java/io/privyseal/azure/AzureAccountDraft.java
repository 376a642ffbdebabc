package io.privyseal.azure;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an account shall be.
 *
 * @param secret null to keep the one there is
 */
public record AzureAccountDraft(
        String name,
        AzureEnvironment environment,
        String directoryId,
        String applicationId,
        @Nullable ApplicationSecret secret) {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_ID = 36;

    /** GUIDs, and domain names of tenants: what cannot lead a path elsewhere. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]|\\.(?=[A-Za-z0-9]))*");

    public AzureAccountDraft {
        name = Text.requireClean("name", name, LONGEST_NAME);
        directoryId = requireId("directoryId", directoryId);
        applicationId = requireId("applicationId", applicationId);
    }

    /** The account as it is, to change a part of it. */
    public static AzureAccountDraft of(AzureAccount account) {
        return new AzureAccountDraft(
                account.name(), account.environment(), account.directoryId(), account.applicationId(), null);
    }

    private static String requireId(String field, String value) {
        String clean = Text.requireClean(field, value, LONGEST_ID);
        if (!ID.matcher(clean).matches()) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD,
                    "Value of '" + field + "' must be an id of Entra: letters, digits, hyphens and dots.");
        }
        return clean;
    }
}
