package io.privyseal.est;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.est.FullPkiRequest;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Who may sign Full PKI Requests: holders of a certificate for id-kp-cmcRA (RFC 7030 §3.7, RFC 6402 §2.10). */
@Singleton
class RegistrationAuthorities {
    private final HeldCertificates certificates;

    RegistrationAuthorities(HeldCertificates certificates) {
        this.certificates = certificates;
    }

    /**
     * The signer's certificate must be the account's own, or come from a CA that the endpoint trusts.
     *
     * @throws RefusedException {@link Refusal#NOT_PERMITTED}
     */
    void require(EstClient client, FullPkiRequest request) {
        X509Certificate signer = request.signer();
        if (!HeldCertificate.isRegistrationAuthority(signer) || !isTrusted(client, request, signer)) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED,
                    "The signer's certificate is not that of a registration authority of this account: it must be in force,"
                            + " issued through this endpoint and account or by a CA that it trusts, and for id-kp-cmcRA.");
        }
    }

    private boolean isTrusted(EstClient client, FullPkiRequest request, X509Certificate signer) {
        boolean isItsOwn = certificates
                .find(client.endpoint(), signer)
                .filter(held -> held.account().id().equals(client.account().id()))
                .isPresent();
        List<X509Certificate> path = new ArrayList<>(List.of(signer));
        path.addAll(request.certificates());
        return isItsOwn || certificates.areVouchedFor(client.endpoint(), path);
    }
}
