package io.privyseal.profile;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.organization.CertificateKind;
import io.privyseal.profile.ProfileRules.Approval;
import io.privyseal.profile.ProfileRules.SubjectAttribute;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The profiles that a new installation begins with; the {@code Default} ones come with each issuing CA. */
@SuppressWarnings("ImmutableEnumChecker") // all collections are List.of, Set.of and Map.of
public enum StarterProfiles {
    DEFAULT_SSL(
            CertificateKind.SSL,
            "Default SSL",
            "Server certificates, approved by themselves",
            Set.of(Kind.DNS),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
            List.of(Purposes.SERVER_AUTH),
            Approval.AUTOMATIC),
    REVIEWED_SSL(
            CertificateKind.SSL,
            "Reviewed SSL",
            "Server certificates that wait for an administrator",
            Set.of(Kind.DNS),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
            List.of(Purposes.SERVER_AUTH),
            Approval.ADMINISTRATOR),
    DEFAULT_CLIENT(
            CertificateKind.CLIENT,
            "Default Client",
            "Persons: sign-in and e-mail",
            Set.of(Kind.EMAIL, Kind.UPN),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
            List.of(Purposes.CLIENT_AUTH, Purposes.EMAIL_PROTECTION),
            Approval.ADMINISTRATOR),
    DEFAULT_CODE_SIGNING(
            CertificateKind.CODE_SIGNING,
            "Default Code Signing",
            "Signatures of software",
            Set.of(Kind.EMAIL),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE),
            List.of(Purposes.CODE_SIGNING),
            Approval.ADMINISTRATOR),
    DEFAULT_DEVICE(
            CertificateKind.DEVICE,
            "Default Device",
            "Devices: sign-in to networks and services",
            Set.of(Kind.DNS, Kind.URI),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
            List.of(Purposes.CLIENT_AUTH),
            Approval.ADMINISTRATOR),
    ACME_SSL(
            CertificateKind.SSL,
            "ACME SSL",
            "Server certificates for ACME clients, approved by themselves",
            Set.of(Kind.DNS, Kind.IP),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
            List.of(Purposes.SERVER_AUTH),
            Approval.AUTOMATIC),
    /** No URIs: one of them says which account of a Windows domain its holder is. */
    ENROLLING_DEVICE(
            CertificateKind.DEVICE,
            "Enrolling Device",
            "Devices that enroll by SCEP and EST, approved by themselves",
            Set.of(Kind.DNS),
            Set.of(KeyUsageBit.DIGITAL_SIGNATURE, KeyUsageBit.KEY_ENCIPHERMENT),
            List.of(Purposes.CLIENT_AUTH),
            Approval.AUTOMATIC);

    /** Those that an installation begins with, whatever doors it has. */
    public static final List<StarterProfiles> CORE =
            List.of(DEFAULT_SSL, REVIEWED_SSL, DEFAULT_CLIENT, DEFAULT_CODE_SIGNING, DEFAULT_DEVICE);

    /** One for each kind, for a new issuing CA. */
    static final List<StarterProfiles> FOR_NEW_AUTHORITY =
            List.of(DEFAULT_SSL, DEFAULT_CLIENT, DEFAULT_CODE_SIGNING, DEFAULT_DEVICE);

    private static final String DEFAULT = "Default";
    private static final List<Integer> TERMS = List.of(30, 90, 365);
    private static final Map<String, List<String>> KEY_TYPES = Map.of(
            "RSA", List.of("2048", "3072", "4096"),
            "EC", List.of("P-256", "P-384", "P-521"),
            "EdDSA", List.of("Ed25519"),
            "ML-DSA", List.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87"));

    private final CertificateKind kind;
    private final String displayName;
    private final String description;
    private final Set<Kind> names;
    private final Set<KeyUsageBit> keyUsage;
    private final List<String> purposes;
    private final Approval approval;

    StarterProfiles(
            CertificateKind kind,
            String displayName,
            String description,
            Set<Kind> names,
            Set<KeyUsageBit> keyUsage,
            List<String> purposes,
            Approval approval) {
        this.kind = kind;
        this.displayName = displayName;
        this.description = description;
        this.names = names;
        this.keyUsage = keyUsage;
        this.purposes = purposes;
        this.approval = approval;
    }

    /** The profile for a kind from which others are derived. */
    public static StarterProfiles of(CertificateKind kind) {
        return switch (kind) {
            case SSL -> DEFAULT_SSL;
            case CLIENT -> DEFAULT_CLIENT;
            case CODE_SIGNING -> DEFAULT_CODE_SIGNING;
            case DEVICE -> DEFAULT_DEVICE;
        };
    }

    public CertificateKind kind() {
        return kind;
    }

    public String displayName() {
        return displayName;
    }

    public ProfileDraft draft(AuthorityId issuer) {
        return draft(issuer, displayName);
    }

    /** The same with the CA's name in front, as in {@code Branch CA SSL}. */
    ProfileDraft draft(CertificateAuthority issuer) {
        return draft(issuer.id(), issuer.name() + displayName.substring(DEFAULT.length()));
    }

    private ProfileDraft draft(AuthorityId issuer, String name) {
        return new ProfileDraft(name, description, true, issuer, rules(), Set.of());
    }

    public ProfileRules rules() {
        return new ProfileRules(
                TERMS,
                KEY_TYPES,
                names,
                kind == CertificateKind.SSL,
                Set.of(SubjectAttribute.ORGANIZATION),
                keyUsage,
                purposes,
                approval,
                Overflow.CLAMP);
    }

    /** Extended key usages (RFC 5280 §4.2.1.12). */
    private static final class Purposes {
        static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
        static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
        static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
        static final String EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    }
}
