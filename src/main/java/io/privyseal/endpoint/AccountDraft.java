package io.privyseal.endpoint;

import io.privyseal.organization.DomainName;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.profile.ProfileId;
import java.util.List;

/**
 * What an administrator may say about an account at an endpoint, apart from its access code.
 *
 * @param termDays 0 for the longest that the profile allows
 */
public record AccountDraft(
        String name,
        OrganizationId organization,
        List<ProfileId> profiles,
        int termDays,
        boolean autoApprove,
        CsrGenerationMethod csrGenerationMethod,
        AccountAuthMethod authMethod,
        List<String> nameRestrictions) {
    private static final int SHORTEST_NAME = 3;
    private static final int LONGEST_NAME = 128;
    private static final int MOST_RESTRICTIONS = 100;

    /** Throws a refusal that names the field at fault. */
    public AccountDraft {
        name = Text.requireClean("name", name, LONGEST_NAME);
        if (name.length() < SHORTEST_NAME) {
            throw Settings.invalid("name", "must have at least " + SHORTEST_NAME + " characters");
        }
        profiles = List.copyOf(profiles);
        // Neither protocol has a word by which a client could choose.
        if (profiles.size() != 1) {
            throw new RefusedException(
                    profiles.isEmpty() ? Refusal.MISSING_FIELD : Refusal.INVALID_FIELD,
                    "Value of 'profileIds' must hold exactly one profile.");
        }
        if (termDays < 0) {
            throw Settings.invalid("termDays", "must not be negative");
        }
        if (csrGenerationMethod != CsrGenerationMethod.PROVIDED) {
            throw Settings.invalid("csrGenerationMethod", "must be PROVIDED: clients bring their requests");
        }
        if (authMethod == AccountAuthMethod.IDP_ASSERTIONS_MAPPING) {
            throw Settings.invalid(
                    "accountAuthMethod", "must be ACCESS_CODE or NONE: clients know no identity provider");
        }
        if (nameRestrictions.size() > MOST_RESTRICTIONS) {
            throw Settings.invalid("nameRestrictions", "must have at most " + MOST_RESTRICTIONS + " entries");
        }
        nameRestrictions = nameRestrictions.stream()
                .map(AccountDraft::requireDomain)
                .sorted()
                .distinct()
                .toList();
    }

    private static String requireDomain(String name) {
        try {
            DomainName parsed = DomainName.parse(name);
            if (!parsed.isWildcard()) {
                return parsed.value();
            }
        } catch (RefusedException malformed) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'nameRestrictions' must hold domain names.", malformed);
        }
        throw Settings.invalid("nameRestrictions", "must hold domain names");
    }

    /** What is said about an account now. */
    public static AccountDraft of(EndpointAccount account) {
        return new AccountDraft(
                account.name(),
                account.organization(),
                account.profiles(),
                account.termDays(),
                account.autoApprove(),
                account.csrGenerationMethod(),
                account.authMethod(),
                account.nameRestrictions());
    }
}
