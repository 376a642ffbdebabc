package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import java.util.Optional;

/** The bits for signing certificates and CRLs are set in CA certificates and nowhere else. */
final class CertificateSigningIsForAuthorities implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.3";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        int usage = subject.keyUsage().orElse(0);
        boolean signsCertificates = (usage & KeyUsageBit.KEY_CERT_SIGN.mask()) != 0;
        boolean signsCrls = (usage & KeyUsageBit.CRL_SIGN.mask()) != 0;
        if (subject.isForAuthority()) {
            return Faults.when(!signsCertificates, "A CA certificate's key usage lacks keyCertSign.");
        }
        return Faults.when(
                signsCertificates || signsCrls,
                "The key usage of a certificate that is no CA's has keyCertSign or cRLSign.");
    }
}
