package io.privyseal.revocation;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.HeldKey;
import io.privyseal.authority.OcspResponder;
import io.privyseal.authority.OcspSigner;
import io.privyseal.authority.TestIssuance;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Delegates a responder to each CA that asks for one. */
@Singleton
@Alternative
class TestResponders implements ResponderCertificates {
    private final TestIssuance issuance;
    private final OcspSigner signer;
    private final ConcurrentHashMap<AuthorityId, OcspResponder> responders = new ConcurrentHashMap<>();

    TestResponders(TestIssuance issuance, OcspSigner signer) {
        this.issuance = issuance;
        this.signer = signer;
    }

    @Override
    public Optional<OcspResponder> find(CertificateAuthority issuer) {
        if (issuer.state() != CertificateAuthority.State.ACTIVE) {
            return Optional.empty();
        }
        return Optional.of(responders.computeIfAbsent(issuer.id(), _ -> make(issuer)));
    }

    private OcspResponder make(CertificateAuthority issuer) {
        return QuarkusTransaction.requiringNew().call(() -> {
            HeldKey key = signer.keep(issuer, signer.newKey(issuer));
            return new OcspResponder(key.id(), issuance.responder(issuer, key).certificate());
        });
    }
}
