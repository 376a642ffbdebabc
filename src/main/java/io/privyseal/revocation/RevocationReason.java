package io.privyseal.revocation;

import java.util.Optional;

/**
 * Why a certificate is revoked (RFC 5280 §5.3.1).
 *
 * <p>Left out are certificateHold and removeFromCRL, because a revocation is final here, and aACompromise, because no
 * attribute certificates are issued.
 */
public enum RevocationReason {
    UNSPECIFIED(0, true),
    KEY_COMPROMISE(1, true),
    /** For certificates of CAs only. */
    CA_COMPROMISE(2, false),
    AFFILIATION_CHANGED(3, true),
    SUPERSEDED(4, true),
    CESSATION_OF_OPERATION(5, true),
    PRIVILEGE_WITHDRAWN(9, false);

    private final int code;
    private final boolean inContract;

    RevocationReason(int code, boolean inContract) {
        this.code = code;
        this.inContract = inContract;
    }

    /** The number in CRLs and OCSP answers. */
    public int code() {
        return code;
    }

    /** The reason with a number of RFC 5280; empty for those that are not supported. */
    public static Optional<RevocationReason> ofCode(int code) {
        for (RevocationReason reason : values()) {
            if (reason.code == code) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** The reason for a {@code reasonCode} of the REST contract, which knows 0, 1, 3, 4 and 5. */
    public static Optional<RevocationReason> ofContract(int reasonCode) {
        return ofCode(reasonCode).filter(reason -> reason.inContract);
    }
}
