package io.privyseal.rest.profile;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.OrganizationId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileDraft;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.StrongMapping;
import io.privyseal.profile.StarterProfiles;
import io.privyseal.rest.Bodies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to create or change a profile. What is left out stays as it is; at creation it is as in the starter
 * profile of the same kind, but for the approval, which is then an administrator's.
 */
record ProfileRequest(
        @Schema(maxLength = 128) @Nullable String name,
        @Schema(maxLength = 1024) @Nullable String description,

        @Schema(description = "SSL, SMIME, CodeSign or Device; never changes") @Nullable
        String certType,

        @Schema(description = "Default: true") @Nullable Boolean enabled,

        @Schema(description = "The issuing CA") @Nullable Long issuerId,

        @Schema(description = "Days of validity that a request may ask for") @Nullable
        List<@Nullable Integer> terms,

        @Schema(description = "Allowed keys by algorithm: RSA, EC, EdDSA, ML-DSA") @Nullable
        Map<String, @Nullable List<@Nullable String>> keyTypes,

        @Schema(description = "Kinds of subject alternative names: DNS, IP, EMAIL, URI, UPN") @Nullable
        List<@Nullable String> names,

        @Schema(description = "Whether a DNS name may begin with *.") @Nullable
        Boolean wildcards,

        @Schema(
                description =
                        "Completed from the organization: organization, street, locality, state, postalCode, country")
        @Nullable
        List<@Nullable String> subjectAttributes,

        @Schema(description = "Names of RFC 5280 §4.2.1.3") @Nullable
        List<@Nullable String> keyUsage,

        @Schema(description = "Well-known names such as serverAuth, or object identifiers") @Nullable
        List<@Nullable String> extendedKeyUsage,

        @Schema(description = "automatic, or administrator (default)") @Nullable
        String approval,

        @Schema(description = "For terms that outlive the issuing CA: clamp (default) or refuse") @Nullable
        String overflow,

        @Schema(
                description = "What becomes of the security identifier of a Windows domain that a request names:"
                        + " none (default: it is refused), uri (an alternative name), or extension (Microsoft's)",
                enumeration = {"none", "uri", "extension"})
        @Nullable
        String strongMapping,

        @Schema(description = "Who may use it; empty for every organization") @Nullable
        List<@Nullable Long> organizations) {

    CertificateKind requireKind() {
        return ProfileWords.kind("certType", require("certType", certType));
    }

    ProfileDraft toDraft(CertificateKind kind) {
        ProfileRules starter = StarterProfiles.of(kind).rules();
        return new ProfileDraft(
                require("name", name),
                description == null ? "" : description,
                enabled == null || enabled,
                new AuthorityId(require("issuerId", issuerId)),
                rules(starter, Approval.ADMINISTRATOR),
                organizationsOr(Set.of()));
    }

    CertificateProfile applyTo(CertificateProfile profile) {
        if (certType != null && ProfileWords.kind("certType", certType) != profile.kind()) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'certType' cannot be changed.");
        }
        return new CertificateProfile(
                profile.id(),
                profile.customer(),
                profile.kind(),
                name == null ? profile.name() : name,
                description == null ? profile.description() : description,
                enabled == null ? profile.enabled() : enabled,
                issuerId == null ? profile.issuer() : new AuthorityId(issuerId),
                rules(profile.rules(), profile.rules().approval()),
                organizationsOr(profile.organizations()));
    }

    private ProfileRules rules(ProfileRules current, Approval currentApproval) {
        return new ProfileRules(
                terms == null ? current.terms() : Bodies.entries(terms),
                keyTypes == null ? current.keyTypes() : entries(keyTypes),
                names == null ? current.names() : wordsOf(names, ProfileRequest::nameKind),
                wildcards == null ? current.wildcards() : wildcards,
                subjectAttributes == null ? current.subject() : wordsOf(subjectAttributes, ProfileWords::attribute),
                keyUsage == null ? current.keyUsage() : wordsOf(keyUsage, ProfileWords::keyUsage),
                extendedKeyUsage == null
                        ? current.extendedKeyUsage()
                        : Bodies.entries(extendedKeyUsage).stream()
                                .map(ProfileWords::purpose)
                                .toList(),
                approval == null ? currentApproval : ProfileWords.constant("approval", approval, Approval.class),
                overflow == null ? current.overflow() : ProfileWords.constant("overflow", overflow, Overflow.class),
                strongMapping == null
                        ? current.strongMapping()
                        : ProfileWords.constant("strongMapping", strongMapping, StrongMapping.class));
    }

    private Set<OrganizationId> organizationsOr(Set<OrganizationId> current) {
        return organizations == null
                ? current
                : Bodies.entries(organizations).stream()
                        .map(OrganizationId::new)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, List<String>> entries(Map<String, @Nullable List<@Nullable String>> keyTypes) {
        Map<String, List<String>> found = new HashMap<>();
        for (Map.Entry<String, @Nullable List<@Nullable String>> entry : keyTypes.entrySet()) {
            List<@Nullable String> sizes = entry.getValue();
            found.put(entry.getKey(), Bodies.entries(sizes));
        }
        return found;
    }

    private static <T> Set<T> wordsOf(List<@Nullable String> words, Function<String, T> meaning) {
        return Bodies.entries(words).stream().map(meaning).collect(Collectors.toUnmodifiableSet());
    }

    private static SubjectAlternativeName.Kind nameKind(String word) {
        return ProfileWords.constant("names", word, SubjectAlternativeName.Kind.class);
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' must not be null.");
        }
        return value;
    }
}
