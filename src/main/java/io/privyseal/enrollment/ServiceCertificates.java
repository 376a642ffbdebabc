package io.privyseal.enrollment;

import io.privyseal.audit.Actor;
import io.privyseal.authority.CaSigner;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.PlanSealer;
import io.privyseal.authority.SealedPlan;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Certificates for Privyseal's own use: OCSP responders and its TLS server. Nobody requests or approves them. */
@Singleton
public class ServiceCertificates {
    private final PlanSealer sealer;
    private final CaSigner signer;
    private final EnrollmentRecorder recorder;

    ServiceCertificates(PlanSealer sealer, CaSigner signer, EnrollmentRecorder recorder) {
        this.sealer = sealer;
        this.signer = signer;
        this.recorder = recorder;
    }

    /**
     * Seals, records, signs and records again, as for every other certificate.
     *
     * @param customer the owner of the issuing CA
     */
    public SignedCertificate issue(CustomerId customer, CertificatePlan plan, Actor actor) {
        return issue(customer, plan, actor, signed -> signed);
    }

    /**
     * As {@link #issue(CustomerId, CertificatePlan, Actor)}, for what must become true together with the certificate.
     *
     * @param record runs in the transaction that puts the certificate on record; never when there is none
     */
    public <T> T issue(CustomerId customer, CertificatePlan plan, Actor actor, Function<SignedCertificate, T> record) {
        SealedPlan sealed = sealer.seal(plan);
        recorder.recordIntent(customer, sealed);
        SignedCertificate signed = signer.sign(sealed);
        return recorder.together(() -> {
            recorder.recordService(customer, plan, signed, actor);
            return record.apply(signed);
        });
    }
}
