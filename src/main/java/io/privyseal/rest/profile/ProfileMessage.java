package io.privyseal.rest.profile;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.organization.OrganizationId;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A profile as it is shown. */
record ProfileMessage(
        long id,
        String name,
        String description,
        String certType,
        boolean enabled,
        long issuerId,
        List<Integer> terms,
        Map<String, List<String>> keyTypes,
        List<String> names,
        boolean wildcards,
        List<String> subjectAttributes,
        List<String> keyUsage,
        List<String> extendedKeyUsage,
        String approval,
        String overflow,
        String strongMapping,
        List<Long> organizations) {
    static ProfileMessage from(CertificateProfile profile) {
        ProfileRules rules = profile.rules();
        return new ProfileMessage(
                profile.id().value(),
                profile.name(),
                profile.description(),
                profile.kind().wireName(),
                profile.enabled(),
                profile.issuer().value(),
                rules.terms(),
                rules.keyTypes(),
                words(rules.names(), Enum::name),
                rules.wildcards(),
                words(rules.subject(), ProfileWords::attributeWord),
                words(rules.keyUsage(), KeyUsageBit::standardName),
                rules.extendedKeyUsage().stream().map(ProfileWords::purposeWord).toList(),
                ProfileWords.word(rules.approval()),
                ProfileWords.word(rules.overflow()),
                ProfileWords.word(rules.strongMapping()),
                profile.organizations().stream()
                        .map(OrganizationId::value)
                        .sorted()
                        .toList());
    }

    /** In the order of their declaration, so that answers do not differ from one server to the next. */
    private static <E extends Enum<E>> List<String> words(Collection<E> constants, Function<E, String> word) {
        return constants.stream().sorted().map(word).toList();
    }
}
