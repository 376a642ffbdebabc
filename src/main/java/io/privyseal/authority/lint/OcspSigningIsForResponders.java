package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** The usage OCSPSigning stands in responder certificates, alone, and nowhere else: whoever holds it can vouch for revoked certificates. */
final class OcspSigningIsForResponders implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 6960 §4.2.2.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        boolean responder = subject.plan().purpose() == Purpose.OCSP_RESPONDER;
        List<String> usages = subject.extendedKeyUsage();
        if (responder) {
            return Faults.when(
                    !usages.equals(List.of(OCSP_SIGNING)),
                    "A responder's extended key usage is not OCSPSigning alone.");
        }
        return Faults.when(usages.contains(OCSP_SIGNING), "OCSPSigning is for OCSP responders only.");
    }

    private static final String OCSP_SIGNING = KeyPurposeId.id_kp_OCSPSigning.getId();
}
