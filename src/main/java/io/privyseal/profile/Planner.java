package io.privyseal.profile;

import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.organization.CertificateKind;
import io.privyseal.organization.Organization;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import io.privyseal.platform.name.DnsName;
import io.privyseal.platform.name.IpAddress;
import io.privyseal.platform.name.MailAddress;
import io.privyseal.profile.ProfileRules.StrongMapping;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a checked request into a certificate plan, as a profile says. */
@Singleton
public class Planner {
    /** RFC 5280 appendix A, ub-common-name. */
    private static final int LONGEST_COMMON_NAME = 64;

    /** Of all names together: what a request's row holds, and more than clients can make use of. */
    private static final int LONGEST_NAMES = 65_000;

    Planner() {}

    /**
     * Makes the plan.
     *
     * @param requestedNames names that the caller asked for beside those in the CSR
     * @throws RefusedException when the key, the term or a name is not what the profile allows
     */
    public CertificatePlan plan(
            CertificateProfile profile,
            Organization organization,
            CheckedCsr csr,
            List<SubjectAlternativeName> requestedNames,
            int termDays) {
        ProfileRules rules = profile.rules();
        requireTerm(rules, termDays);
        requireKey(rules, csr.keyType());
        Set<SubjectAlternativeName> names = new LinkedHashSet<>();
        String commonName = commonName(profile.kind(), csr, names);
        names.addAll(normal(csr.names()));
        names.addAll(normal(requestedNames));
        SecurityIdentifier account = takeSecurityIdentifier(rules, names);
        requireNames(profile, names);
        if (account != null && rules.strongMapping() == StrongMapping.URI) {
            names.add(account.name());
        }
        if (commonName == null) {
            commonName = firstDnsName(names);
        }
        CertificatePlan plan = new CertificatePlan(
                profile.issuer(),
                Purpose.END_ENTITY,
                new SubjectComposer(rules.subject(), organization).compose(csr.subject(), commonName),
                List.copyOf(names),
                csr.publicKey(),
                keyUsage(rules, csr.keyType()),
                rules.extendedKeyUsage(),
                termDays,
                rules.overflow(),
                null);
        return rules.strongMapping() == StrongMapping.EXTENSION ? plan.identifying(account) : plan;
    }

    /** What says who somebody is in a Windows domain goes its own way, and is carried where the profile says so only. */
    private static @Nullable SecurityIdentifier takeSecurityIdentifier(
            ProfileRules rules, Set<SubjectAlternativeName> names) {
        SecurityIdentifier found = SecurityIdentifier.among(names).orElse(null);
        if (found == null) {
            return null;
        }
        if (rules.strongMapping() == StrongMapping.NONE) {
            throw new RefusedException(
                    Refusal.IDENTIFIER_NOT_ALLOWED, "The profile does not allow security identifiers.");
        }
        names.remove(found.name());
        return found;
    }

    private static void requireTerm(ProfileRules rules, int termDays) {
        if (!rules.terms().contains(termDays)) {
            throw new RefusedException(
                    Refusal.TERM_NOT_IN_PROFILE,
                    "The term of " + termDays + " days is not in the profile; allowed: " + rules.terms() + ".");
        }
    }

    private static void requireKey(ProfileRules rules, KeyType key) {
        if (!rules.allows(key)) {
            throw new RefusedException(
                    Refusal.KEY_NOT_IN_PROFILE,
                    "The profile does not allow keys of type " + key.label() + "; allowed: " + rules.keyTypes() + ".");
        }
    }

    /**
     * The common name of the subject. A server's is a name like the others and is added to them, because relying parties
     * look at the alternative names only (RFC 9525 §2).
     */
    private static @Nullable String commonName(
            CertificateKind kind, CheckedCsr csr, Set<SubjectAlternativeName> names) {
        String commonName = csr.commonName().orElse(null);
        if (commonName == null) {
            return null;
        }
        if (kind != CertificateKind.SSL) {
            if (commonName.length() > LONGEST_COMMON_NAME) {
                throw new RefusedException(
                        Refusal.IDENTIFIER_MALFORMED,
                        "The common name is longer than " + LONGEST_COMMON_NAME + " characters.");
            }
            return commonName;
        }
        SubjectAlternativeName name = hostName(commonName);
        names.add(name);
        return name.value().length() > LONGEST_COMMON_NAME ? null : name.value();
    }

    private static SubjectAlternativeName hostName(String text) {
        // No top-level domain is all-numeric, so digits and dots alone are an address.
        boolean address = text.indexOf(':') >= 0 || dotted(text);
        return address
                ? new SubjectAlternativeName(Kind.IP, IpAddress.parse(text).value())
                : new SubjectAlternativeName(Kind.DNS, DnsName.parse(text).value());
    }

    private static boolean dotted(String text) {
        return text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static List<SubjectAlternativeName> normal(Collection<SubjectAlternativeName> names) {
        return names.stream().map(Planner::normal).toList();
    }

    private static SubjectAlternativeName normal(SubjectAlternativeName name) {
        String value = switch (name.kind()) {
            case DNS -> DnsName.parse(name.value()).value();
            case IP -> IpAddress.parse(name.value()).value();
            case EMAIL -> MailAddress.parse(name.value()).value();
            case URI, UPN -> name.value();
        };
        return new SubjectAlternativeName(name.kind(), value);
    }

    private static void requireNames(CertificateProfile profile, Set<SubjectAlternativeName> names) {
        ProfileRules rules = profile.rules();
        for (SubjectAlternativeName name : names) {
            if (!rules.names().contains(name.kind())) {
                throw new RefusedException(
                        Refusal.IDENTIFIER_NOT_ALLOWED,
                        "The profile does not allow names of kind " + name.kind() + ": " + name.value() + ".");
            }
            if (name.kind() == Kind.DNS && name.value().startsWith("*.") && !rules.wildcards()) {
                throw new RefusedException(
                        Refusal.IDENTIFIER_NOT_ALLOWED, "The profile does not allow wildcards: " + name.value() + ".");
            }
        }
        if (names.stream().mapToInt(name -> name.value().length() + 1).sum() > LONGEST_NAMES) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "The names are longer than " + LONGEST_NAMES + " characters in total.");
        }
        if (profile.kind() == CertificateKind.SSL && names.isEmpty()) {
            throw new RefusedException(
                    Refusal.MISSING_FIELD, "The request names no host, neither in the CSR nor beside it.");
        }
    }

    private static @Nullable String firstDnsName(Set<SubjectAlternativeName> names) {
        return names.stream()
                .filter(name -> name.kind() == Kind.DNS)
                .map(SubjectAlternativeName::value)
                .filter(name -> name.length() <= LONGEST_COMMON_NAME)
                .findFirst()
                .orElse(null);
    }

    // RFC 8813 §3, RFC 8410 §5, RFC 9881 §5: only RSA keys encipher keys.
    private static Set<KeyUsageBit> keyUsage(ProfileRules rules, KeyType key) {
        if (key.algorithm() == KeyType.Algorithm.RSA) {
            return rules.keyUsage();
        }
        Set<KeyUsageBit> usage = EnumSet.copyOf(rules.keyUsage());
        usage.remove(KeyUsageBit.KEY_ENCIPHERMENT);
        usage.remove(KeyUsageBit.DATA_ENCIPHERMENT);
        if (usage.isEmpty()) {
            throw new RefusedException(
                    Refusal.KEY_NOT_IN_PROFILE, "Keys of type " + key.label() + " cannot do what the profile is for.");
        }
        return usage;
    }
}
