package io.privyseal.profile;

import io.privyseal.authority.AuthorityId;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Text;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an administrator may say about a profile. */
public record ProfileDraft(
        String name,
        String description,
        boolean enabled,
        AuthorityId issuer,
        ProfileRules rules,
        Set<OrganizationId> organizations) {
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_DESCRIPTION = 1024;

    /** Throws a refusal that names the field at fault. */
    public ProfileDraft {
        name = Text.requireClean("name", name, LONGEST_NAME);
        description = orEmpty(Text.optionalClean("description", description, LONGEST_DESCRIPTION));
        organizations = Set.copyOf(organizations);
    }

    static ProfileDraft of(CertificateProfile profile) {
        return new ProfileDraft(
                profile.name(),
                profile.description(),
                profile.enabled(),
                profile.issuer(),
                profile.rules(),
                profile.organizations());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
