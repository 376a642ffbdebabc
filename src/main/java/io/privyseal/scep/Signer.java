package io.privyseal.scep;

import io.privyseal.inventory.Certificate;
import io.privyseal.protocol.scep.SignerTrust;

/** Who signed a message, as far as the server knows. */
sealed interface Signer {
    /**
     * The holder of a certificate that was issued at this endpoint, and is good.
     *
     * @param transaction by which it was issued
     */
    record Enrolled(Certificate certificate, ScepTransaction transaction) implements Signer {}

    /** The holder of a certificate by an outside CA that the endpoint trusts. */
    record Anchored() implements Signer {}

    /** Anybody, with a certificate of his own making. */
    record Unknown() implements Signer {}

    default SignerTrust trust() {
        return switch (this) {
            case Enrolled _, Anchored _ -> SignerTrust.KNOWN;
            case Unknown _ -> SignerTrust.UNKNOWN;
        };
    }
}
