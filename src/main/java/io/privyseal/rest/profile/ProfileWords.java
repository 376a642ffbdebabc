package io.privyseal.rest.profile;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.profile.ProfileRules.SubjectAttribute;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words in which profiles are written on the wire; read in any case. */
final class ProfileWords {
    private static final int LONGEST_WORD = 256;

    /** RFC 5280 §4.2.1.12, RFC 4945 §5.1.3.12, RFC 9336, and Microsoft's for smart cards. */
    private static final Map<String, String> PURPOSES = Map.ofEntries(
            Map.entry("serverAuth", "1.3.6.1.5.5.7.3.1"),
            Map.entry("clientAuth", "1.3.6.1.5.5.7.3.2"),
            Map.entry("codeSigning", "1.3.6.1.5.5.7.3.3"),
            Map.entry("emailProtection", "1.3.6.1.5.5.7.3.4"),
            Map.entry("timeStamping", "1.3.6.1.5.5.7.3.8"),
            Map.entry("ipsecIKE", "1.3.6.1.5.5.7.3.17"),
            Map.entry("documentSigning", "1.3.6.1.5.5.7.3.36"),
            Map.entry("smartCardLogon", "1.3.6.1.4.1.311.20.2.2"));

    private static final Map<String, String> PURPOSE_NAMES =
            PURPOSES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private ProfileWords() {}

    static CertificateKind kind(String field, String word) {
        return choose(field, word, List.of(CertificateKind.values()), CertificateKind::wireName);
    }

    /** The words of an enum in small letters, as in {@code automatic}. */
    static <E extends Enum<E>> E constant(String field, String word, Class<E> type) {
        return choose(field, word, List.of(type.getEnumConstants()), ProfileWords::word);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static KeyUsageBit keyUsage(String word) {
        return choose("keyUsage", word, List.of(KeyUsageBit.values()), KeyUsageBit::standardName);
    }

    static SubjectAttribute attribute(String word) {
        return choose("subjectAttributes", word, List.of(SubjectAttribute.values()), ProfileWords::attributeWord);
    }

    static String attributeWord(SubjectAttribute attribute) {
        return switch (attribute) {
            case ORGANIZATION -> "organization";
            case STREET -> "street";
            case LOCALITY -> "locality";
            case STATE -> "state";
            case POSTAL_CODE -> "postalCode";
            case COUNTRY -> "country";
        };
    }

    /** The object identifier that a well-known name stands for; anything else is taken for one. */
    static String purpose(String word) {
        String clean = Text.requireClean("extendedKeyUsage", word, LONGEST_WORD);
        return PURPOSES.entrySet().stream()
                .filter(known -> known.getKey().equalsIgnoreCase(clean))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(clean);
    }

    static String purposeWord(String objectIdentifier) {
        return PURPOSE_NAMES.getOrDefault(objectIdentifier, objectIdentifier);
    }

    private static <T> T choose(String field, @Nullable String word, List<T> choices, Function<T, String> nameOf) {
        String clean = Text.requireClean(field, word, LONGEST_WORD);
        return choices.stream()
                .filter(choice -> nameOf.apply(choice).equalsIgnoreCase(clean))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Refusal.INVALID_FIELD,
                        "Value of '" + field + "' must be one of "
                                + choices.stream().map(nameOf).collect(Collectors.joining(", ")) + "."));
    }
}
