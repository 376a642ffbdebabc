package io.privyseal.authority;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A linted, to-be-signed certificate that may be signed once.
 *
 * <p>Only {@link PlanSealer} makes one and only {@link CaSigner} redeems it, so nothing is signed that was not linted, and
 * nothing is signed twice.
 */
public final class SealedPlan {
    private final CertificatePlan plan;
    private final CertificateAuthority issuer;
    private final SerialNumber serial;
    private final CertificatePlan.Validity validity;
    private final byte[] toBeSigned;
    private final AtomicBoolean redeemed = new AtomicBoolean();

    SealedPlan(
            CertificatePlan plan,
            CertificateAuthority issuer,
            SerialNumber serial,
            CertificatePlan.Validity validity,
            byte[] toBeSigned) {
        this.plan = plan;
        this.issuer = issuer;
        this.serial = serial;
        this.validity = validity;
        this.toBeSigned = toBeSigned;
    }

    public CertificatePlan plan() {
        return plan;
    }

    public CertificateAuthority issuer() {
        return issuer;
    }

    public SerialNumber serial() {
        return serial;
    }

    public CertificatePlan.Validity validity() {
        return validity;
    }

    /** The DER of the TBSCertificate (RFC 5280 §4.1). */
    public byte[] toBeSigned() {
        return toBeSigned.clone();
    }

    byte[] redeem() {
        if (!redeemed.compareAndSet(false, true)) {
            throw new IllegalStateException("A sealed plan is signed once");
        }
        return toBeSigned;
    }
}
