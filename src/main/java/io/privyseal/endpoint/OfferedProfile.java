package io.privyseal.endpoint;

import io.privyseal.platform.Text;
import io.privyseal.profile.ProfileId;
import io.privyseal.profile.ProfileRules;
import org.jspecify.annotations.Nullable;

/**
 * A certificate profile under the name by which ACME clients ask for it.
 *
 * @param description what a client's user reads; may be empty
 * @param termDays length of validity; null for the shortest that the profile allows
 */
public record OfferedProfile(
        String name,
        ProfileId profile,
        String description,
        @Nullable Integer termDays) {
    private static final int LONGEST_DESCRIPTION = 1024;

    /** Throws a refusal that names the field at fault. */
    public OfferedProfile {
        Settings.requireToken("acme.profiles.name", name);
        String clean = Text.optionalClean("acme.profiles.description", description, LONGEST_DESCRIPTION);
        description = clean == null ? "" : clean;
    }

    /** The days of validity to ask the profile for. */
    public int termIn(ProfileRules rules) {
        return termDays == null ? rules.terms().getFirst() : termDays;
    }
}
