package io.privyseal.profile;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a profile allows and demands; valid by construction.
 *
 * @param terms lengths of validity in days that a request may ask for, ascending
 * @param keyTypes allowed keys, by algorithm, in the contract's words: {@code RSA → [2048, 3072]}
 * @param names kinds of subject alternative names that may be asked for
 * @param wildcards whether a DNS name may begin with {@code *.}
 * @param subject which attributes the subject has beside its common name
 * @param keyUsage bits of RFC 5280 §4.2.1.3; key encipherment is left out for keys that cannot encipher
 * @param extendedKeyUsage object identifiers of RFC 5280 §4.2.1.12
 * @param approval who says yes
 * @param overflow what happens to a term that would outlive the issuer
 * @param strongMapping whether and how a certificate says which account of a Windows domain its holder is
 */
@RegisterForReflection(registerFullHierarchy = true)
public record ProfileRules(
        List<Integer> terms,
        Map<String, List<String>> keyTypes,
        Set<SubjectAlternativeName.Kind> names,
        boolean wildcards,
        Set<SubjectAttribute> subject,
        Set<KeyUsageBit> keyUsage,
        List<String> extendedKeyUsage,
        Approval approval,
        Overflow overflow,
        StrongMapping strongMapping) {

    /** A hundred years: more is a mistake. */
    private static final int LONGEST_TERM = 36_500;

    private static final int MOST_TERMS = 32;
    private static final int MOST_PURPOSES = 32;
    /** What the inventory keeps of them; a certificate that does not fit would be signed and not recorded. */
    private static final int LONGEST_PURPOSES = 1024;

    private static final int SMALLEST_MODULUS = 2048;
    private static final int LARGEST_MODULUS = 8192;
    private static final Pattern OBJECT_IDENTIFIER = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,9})){1,20}");

    /** Who decides about a request. */
    public enum Approval {
        /** Every request that passes the checks is approved. */
        AUTOMATIC,
        /** A request waits for an administrator. */
        ADMINISTRATOR
    }

    /** What becomes of the security identifier of a Windows domain that a request names (Microsoft's KB5014754). */
    public enum StrongMapping {
        /** Requests with one are refused. */
        NONE,
        /** It becomes an alternative name of the kind URI, whether or not other URIs may be asked for. */
        URI,
        /** It becomes Microsoft's extension. */
        EXTENSION
    }

    /** Subject attributes that are completed from the organization. */
    public enum SubjectAttribute {
        ORGANIZATION,
        STREET,
        LOCALITY,
        STATE,
        POSTAL_CODE,
        COUNTRY
    }

    /** Without strong mapping. */
    public ProfileRules(
            List<Integer> terms,
            Map<String, List<String>> keyTypes,
            Set<SubjectAlternativeName.Kind> names,
            boolean wildcards,
            Set<SubjectAttribute> subject,
            Set<KeyUsageBit> keyUsage,
            List<String> extendedKeyUsage,
            Approval approval,
            Overflow overflow) {
        this(
                terms,
                keyTypes,
                names,
                wildcards,
                subject,
                keyUsage,
                extendedKeyUsage,
                approval,
                overflow,
                StrongMapping.NONE);
    }

    /** Throws a refusal that names the rule at fault. */
    public ProfileRules {
        // Rules that were stored before there was a choice.
        strongMapping = Objects.requireNonNullElse(strongMapping, StrongMapping.NONE);
        if (terms.isEmpty() || terms.size() > MOST_TERMS) {
            throw invalid("terms", "must list 1 to " + MOST_TERMS + " lengths in days");
        }
        if (terms.stream().anyMatch(days -> days < 1 || days > LONGEST_TERM)) {
            throw invalid("terms", "must lie between 1 and " + LONGEST_TERM + " days");
        }
        terms = terms.stream().sorted().distinct().toList();
        if (keyTypes.isEmpty() || keyTypes.values().stream().anyMatch(List::isEmpty)) {
            throw invalid("keyTypes", "must not be empty");
        }
        keyTypes.forEach((family, sizes) -> sizes.forEach(size -> {
            if (KeyType.ofWire(family, size).filter(ProfileRules::isAcceptable).isEmpty()) {
                throw invalid("keyTypes", "has an unknown or too weak key type");
            }
        }));
        keyTypes = keyTypes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().distinct().toList()));
        names = Set.copyOf(names);
        subject = Set.copyOf(subject);
        if (keyUsage.isEmpty()) {
            throw invalid("keyUsage", "must not be empty");
        }
        // RFC 5280 §4.2.1.3: keyCertSign goes with a CA certificate, and a profile never makes one.
        if (keyUsage.contains(KeyUsageBit.KEY_CERT_SIGN) || keyUsage.contains(KeyUsageBit.CRL_SIGN)) {
            throw invalid("keyUsage", "must not hold the usages of a CA");
        }
        keyUsage = Set.copyOf(keyUsage);
        if (extendedKeyUsage.size() > MOST_PURPOSES
                || !extendedKeyUsage.stream().allMatch(ProfileRules::isObjectIdentifier)) {
            throw invalid("extendedKeyUsage", "must list at most " + MOST_PURPOSES + " object identifiers");
        }
        // RFC 6960 §4.2.2.2: who has it answers for the CA.
        if (extendedKeyUsage.contains(KeyPurposeId.id_kp_OCSPSigning.getId())) {
            throw invalid("extendedKeyUsage", "must not hold OCSP signing");
        }
        extendedKeyUsage = extendedKeyUsage.stream().distinct().toList();
        if (String.join(",", extendedKeyUsage).length() > LONGEST_PURPOSES) {
            throw invalid("extendedKeyUsage", "must have at most " + LONGEST_PURPOSES + " characters in all");
        }
    }

    public boolean allows(KeyType key) {
        List<String> sizes = keyTypes.get(key.algorithm().family());
        return sizes != null && sizes.contains(key.size());
    }

    private static boolean isAcceptable(KeyType key) {
        return key.algorithm() != KeyType.Algorithm.RSA
                || (key.bits() >= SMALLEST_MODULUS && key.bits() <= LARGEST_MODULUS);
    }

    private static boolean isObjectIdentifier(String text) {
        return OBJECT_IDENTIFIER.matcher(text).matches() && ASN1ObjectIdentifier.tryFromID(text) != null;
    }

    private static RefusedException invalid(String field, String problem) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' " + problem + ".");
    }
}
