package io.privyseal.revocation;

import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.OcspResponder;
import java.util.Optional;

/** Knows the responders that CAs have delegated. Asked for every answer, so it must be cheap; safe for concurrent use. */
public interface ResponderCertificates {
    /**
     * The current responder of an issuing CA, with a certificate that this CA's current key has signed.
     *
     * @return empty when there is none and none can be made, as for an expired or suspended CA, or while another thread
     *     makes one: then the CA's own key signs. Never throws for such a reason.
     */
    Optional<OcspResponder> find(CertificateAuthority issuer);
}
