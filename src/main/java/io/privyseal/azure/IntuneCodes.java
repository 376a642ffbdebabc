package io.privyseal.azure;

import java.util.Set;

/** The reasons for which Intune is known to refuse; all others are refusals too, and share a name in the figures. */
final class IntuneCodes {
    static final Set<String> KNOWN = Set.of(
            "Unknown",
            "CertificateRequestDecodingFailed",
            "ChallengePasswordMissing",
            "ChallengeDeserializationError",
            "ChallengeDecryptionError",
            "ChallengeDecodingError",
            "ChallengeInvalidTimestamp",
            "ChallengeExpired",
            "SubjectNameMissing",
            "SubjectNameMismatch",
            "SubjectAltNameMissing",
            "SubjectAltNameMismatch",
            "KeyUsageMismatch",
            "KeyLengthMismatch",
            "EnhancedKeyUsageMissing",
            "EnhancedKeyUsageMismatch",
            "AadKeyIdentifierListMissing",
            "RegisteredKeyMismatch",
            "SigningCertThumbprintMismatch",
            "ScepProfileNoLongerTargetedToTheClient",
            "SignatureValidationFailed",
            "BadCertificateRequestIdInChallenge",
            "BadDeviceIdInChallenge",
            "BadUserIdInChallenge");

    private IntuneCodes() {}
}
