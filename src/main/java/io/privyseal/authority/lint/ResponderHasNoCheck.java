package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.Purpose;
import java.util.Optional;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;

/** An OCSP responder's certificate says that it need not be checked itself; no other does. */
final class ResponderHasNoCheck implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 6960 §4.2.2.2.1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        boolean responder = subject.plan().purpose() == Purpose.OCSP_RESPONDER;
        boolean noCheck =
                subject.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck).isPresent();
        return Faults.when(responder != noCheck, "id-pkix-ocsp-nocheck is for OCSP responders, and they need it.");
    }
}
