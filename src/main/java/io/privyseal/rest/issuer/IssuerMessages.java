package io.privyseal.rest.issuer;

import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SignatureHash;
import io.privyseal.authority.StatusUrls;
import io.privyseal.enrollment.AuthorityIssuance.NewAuthority;
import io.privyseal.inventory.DistinguishedNames;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.platform.key.KeyType;
import io.privyseal.rest.DateFormat;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** CAs as they are asked for and shown. */
final class IssuerMessages {
    private IssuerMessages() {}

    /** A kind of key in the words of the contract's {@code keyTypes}. */
    record KeyTypeMessage(
            @Schema(description = "RSA, EC, EdDSA or ML-DSA") @Nullable
            String algorithm,

            @Schema(
                    description =
                            "2048, 3072 or 4096; P-256, P-384 or P-521; Ed25519; ML-DSA-44, ML-DSA-65 or ML-DSA-87")
            @Nullable
            String size) {
        private static final int LONGEST = 16;

        static KeyTypeMessage from(KeyTemplate template) {
            KeyType type = template.keyType();
            return new KeyTypeMessage(type.algorithm().family(), type.size());
        }

        KeyTemplate toTemplate() {
            String family = Text.requireClean("keyType.algorithm", algorithm, LONGEST);
            String which = Text.requireClean("keyType.size", size, LONGEST);
            return KeyType.ofWire(family, which)
                    .flatMap(KeyTemplate::of)
                    .orElseThrow(() -> new RefusedException(
                            Refusal.INVALID_FIELD,
                            "Value of 'keyType' must be RSA 2048, 3072 or 4096; EC P-256, P-384 or P-521;"
                                    + " EdDSA Ed25519; ML-DSA ML-DSA-44, ML-DSA-65 or ML-DSA-87."));
        }
    }

    /** A CA to be made. */
    record CreateRequest(
            @Schema(maxLength = LONGEST_NAME) @Nullable String name,

            @Schema(description = "The CA above it; left out for a root") @Nullable
            Long parentId,

            @Nullable SubjectName subject,
            @Nullable KeyTypeMessage keyType,

            @Schema(description = "SHA256, SHA384 or SHA512, for RSA and EC keys; default: as strong as the key")
            @Nullable
            String hash,

            @Schema(description = "Lifetime in days; it never outlives its parent") @Nullable
            Integer termDays,

            @Schema(description = "How many CAs may follow below it; default: no limit, 0 below a root that has one")
            @Nullable
            Integer pathLength,

            @Schema(description = "Whether an issuing CA comes with a profile of each kind; default: true") @Nullable
            Boolean starterProfiles) {
        // Leaves room for the names of its starter profiles.
        private static final int LONGEST_NAME = 100;

        NewAuthority toAuthority() {
            String checked = Text.requireClean("name", name, LONGEST_NAME);
            KeyTemplate key = require("keyType", keyType).toTemplate();
            return new NewAuthority(
                    checked,
                    parentId == null ? null : new AuthorityId(parentId),
                    require("subject", subject).toName(),
                    key,
                    hash(key),
                    require("termDays", termDays),
                    pathLength);
        }

        boolean wantsStarterProfiles() {
            return starterProfiles == null || starterProfiles;
        }

        private SignatureHash hash(KeyTemplate key) {
            String wanted = Text.optionalClean("hash", hash, LONGEST_NAME);
            if (wanted == null) {
                return defaultHash(key);
            }
            if (hashOf(key, SignatureHash.SHA256).isEmpty()) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'hash' must be left out: such keys have a hash of their own.");
            }
            return switch (wanted.toUpperCase(Locale.ROOT).replace("-", "")) {
                case "SHA256" -> SignatureHash.SHA256;
                case "SHA384" -> SignatureHash.SHA384;
                case "SHA512" -> SignatureHash.SHA512;
                default ->
                    throw new RefusedException(
                            Refusal.INVALID_FIELD, "Value of 'hash' must be SHA256, SHA384 or SHA512.");
            };
        }

        // CA/B BR §7.1.3.2.2: with P-384 goes SHA-384, with P-521 SHA-512.
        private static SignatureHash defaultHash(KeyTemplate key) {
            return switch (key) {
                case P_384 -> SignatureHash.SHA384;
                case P_521 -> SignatureHash.SHA512;
                case RSA_2048, RSA_3072, RSA_4096, P_256, ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
                    SignatureHash.SHA256;
            };
        }
    }

    /** How long the new certificate shall last. */
    record ReissueRequest(
            @Schema(description = "Default: as long as the current one was made for") @Nullable
            Integer termDays) {}

    /** Why a CA is revoked. */
    record RevokeRequest(
            @Schema(description = "RFC 5280 §5.3.1: 0, 1, 2, 3, 4, 5 or 9; default: 0") @Nullable
            Integer reasonCode,

            @Schema(maxLength = 512) @Nullable String reason) {}

    /** A CA in a list. */
    record Entry(
            long id,
            String name,
            String type,
            @Nullable Long parentId,
            String state,
            @Nullable String subject,
            @Nullable String expires) {
        static Entry from(CertificateAuthority authority, DateFormat dates) {
            AuthorityCertificate certificate = authority.certificate();
            return new Entry(
                    authority.id().value(),
                    authority.name(),
                    authority.kind().name(),
                    valueOf(authority.parent()),
                    authority.state().name(),
                    certificate == null ? null : DistinguishedNames.toText(certificate.subject()),
                    certificate == null ? null : dates.format(certificate.notAfter()));
        }
    }

    /** A CA's certificate. */
    record CertificateMessage(
            String subject,
            String issuer,
            String serialNumber,
            String notBefore,
            String notAfter,

            @Schema(description = "How many CAs may follow below it; left out for no limit") @Nullable
            Integer pathLength,

            String sha1Hash,
            String sha256Hash,

            @Schema(description = "When it was revoked") @Nullable
            String revoked) {
        static CertificateMessage from(
                AuthorityCertificate certificate, @Nullable Instant revokedAt, DateFormat dates) {
            return new CertificateMessage(
                    DistinguishedNames.toText(certificate.subject()),
                    DistinguishedNames.toText(certificate.holder().getIssuer()),
                    certificate.serial().withColons(),
                    dates.format(certificate.notBefore()),
                    dates.format(certificate.notAfter()),
                    certificate.pathLength(),
                    digest("SHA-1", certificate.der()),
                    digest("SHA-256", certificate.der()),
                    dates.formatIfSet(revokedAt));
        }
    }

    /**
     * All about a CA.
     *
     * @param chain the numbers of the CAs from this one up to its root
     * @param certificate unset while the CA is pending
     */
    record Details(
            long id,
            String name,
            String type,
            @Nullable Long parentId,
            String state,
            KeyTypeMessage keyType,

            @Schema(description = "Left out for keys that have a hash of their own") @Nullable
            String hash,

            List<Long> chain,

            @Schema(description = "What certificates of this CA will name")
            String crlUrl,

            String ocspUrl,
            String certificateUrl,

            @Schema(description = "Whether its certificate names other addresses than are configured now")
            boolean reissueNeeded,

            @Nullable CertificateMessage certificate) {
        static Details from(
                CertificateAuthority authority,
                List<AuthorityId> chain,
                StatusUrls urls,
                @Nullable Instant revokedAt,
                DateFormat dates) {
            AuthorityId id = authority.id();
            AuthorityCertificate certificate = authority.certificate();
            return new Details(
                    id.value(),
                    authority.name(),
                    authority.kind().name(),
                    valueOf(authority.parent()),
                    authority.state().name(),
                    KeyTypeMessage.from(authority.keyTemplate()),
                    hashOf(authority.keyTemplate(), authority.signatureHash())
                            .map(Enum::name)
                            .orElse(null),
                    chain.stream().map(AuthorityId::value).toList(),
                    urls.crl(id),
                    urls.ocsp(id),
                    urls.certificate(id),
                    isOutdated(authority, urls),
                    certificate == null ? null : CertificateMessage.from(certificate, revokedAt, dates));
        }

        private static boolean isOutdated(CertificateAuthority authority, StatusUrls urls) {
            AuthorityId parent = authority.parent();
            AuthorityCertificate certificate = authority.certificate();
            return parent != null && certificate != null && !urls.crl(parent).equals(certificate.crlUrl());
        }
    }

    /** The hash that counts; empty for keys that have one of their own. */
    private static Optional<SignatureHash> hashOf(KeyTemplate key, SignatureHash hash) {
        return switch (key) {
            case RSA_2048, RSA_3072, RSA_4096, P_256, P_384, P_521 -> Optional.of(hash);
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> Optional.empty();
        };
    }

    private static @Nullable Long valueOf(@Nullable AuthorityId id) {
        return id == null ? null : id.value();
    }

    private static <T> T require(String field, @Nullable T value) {
        if (value == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' must not be null.");
        }
        return value;
    }

    private static String digest(String algorithm, byte[] der) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is not available", e);
        }
    }
}
