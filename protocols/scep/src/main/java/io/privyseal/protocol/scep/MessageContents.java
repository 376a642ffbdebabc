package io.privyseal.protocol.scep;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the envelope of a request held (RFC 8894 §3.3). */
public sealed interface MessageContents {
    /**
     * A certificate is asked for (§3.3.1), by PKCSReq or RenewalReq.
     *
     * @param csr the DER of a PKCS #10 request whose own signature is good
     * @param signedByItsKey whether the message was signed with the key that the certificate is asked for
     */
    record Enrolment(byte[] csr, @Nullable ChallengePassword challengePassword, boolean signedByItsKey)
            implements MessageContents {
        public Optional<ChallengePassword> findChallengePassword() {
            return Optional.ofNullable(challengePassword);
        }
    }

    /**
     * What became of an earlier request (§3.3.3). The names are redundant: the transaction identifier and the signer's key say
     * which is meant, and clients put the RA's name where the CA's belongs.
     *
     * @param issuer the DER of a name
     * @param subject the DER of a name
     */
    record CertPoll(byte[] issuer, byte[] subject) implements MessageContents {}

    /**
     * A certificate is asked for that was issued before (§3.3.4).
     *
     * @param issuer the DER of the issuer's name
     */
    record GetCert(byte[] issuer, BigInteger serialNumber) implements MessageContents {}

    /**
     * The CRL is asked for that would list a certificate (§3.3.4).
     *
     * @param issuer the DER of the issuer's name
     */
    record GetCrl(byte[] issuer, BigInteger serialNumber) implements MessageContents {}
}
