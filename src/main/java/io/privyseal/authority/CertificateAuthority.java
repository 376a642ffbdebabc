package io.privyseal.authority;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A root or an issuing CA.
 *
 * @param parent the CA that issued this one's certificate; null for a root
 * @param certificate the current certificate; null while it is being made
 */
public record CertificateAuthority(
        AuthorityId id,
        CustomerId customer,
        String name,
        Kind kind,
        @Nullable AuthorityId parent,
        KeyId key,
        KeyTemplate keyTemplate,
        SignatureHash signatureHash,
        State state,
        @Nullable AuthorityCertificate certificate) {

    /** Whether a CA stands at the top of its chain. */
    public enum Kind {
        ROOT,
        ISSUING
    }

    /** What a CA may do: revocation information is published in every state but PENDING. */
    public enum State {
        /** The key exists, the certificate does not. */
        PENDING,
        /** Issues certificates. */
        ACTIVE,
        /** Issues nothing until it is active again. */
        SUSPENDED,
        /** Never issues again. */
        RETIRED;

        boolean mayBecome(State next) {
            return switch (this) {
                case PENDING -> next == ACTIVE;
                case ACTIVE -> next == SUSPENDED || next == RETIRED;
                case SUSPENDED -> next == ACTIVE || next == RETIRED;
                case RETIRED -> false;
            };
        }
    }

    public SignatureAlgorithm signatureAlgorithm() {
        return SignatureAlgorithm.of(keyTemplate, signatureHash);
    }

    /** The current certificate of a CA that has one. */
    public AuthorityCertificate requireCertificate() {
        if (certificate == null) {
            throw new RefusedException(Refusal.ISSUER_UNAVAILABLE, "The CA '" + name + "' has no certificate yet.");
        }
        return certificate;
    }
}
