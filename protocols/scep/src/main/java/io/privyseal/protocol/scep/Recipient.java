package io.privyseal.protocol.scep;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;

/** A certificate that envelopes are addressed to, with its key: the RA's, and for a while its predecessor's. */
public final class Recipient {
    private static final int SECRET_LENGTH = 32;

    private final X509Certificate certificate;
    private final RecipientKey key;
    private final byte[] rejectionSecret;

    /**
     * A recipient; to be kept as long as the process lives, since the same mistake is then answered alike.
     *
     * @param certificate has an RSA key
     */
    public Recipient(X509Certificate certificate, RecipientKey key, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.rejectionSecret = new byte[SECRET_LENGTH];
        random.nextBytes(rejectionSecret);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    RecipientKey key() {
        return key;
    }

    /** From which the content keys of envelopes are made whose own cannot be read. */
    byte[] rejectionSecret() {
        return rejectionSecret;
    }
}
