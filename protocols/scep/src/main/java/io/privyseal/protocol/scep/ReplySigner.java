package io.privyseal.protocol.scep;

import java.util.List;

/** Signs answers with the RA's RSA key. Safe for concurrent use. */
public interface ReplySigner {
    /** The DER of the RA's certificate, then of those that lead from it to the CA. */
    List<byte[]> certificates();

    /** The signature value: PKCS #1 v1.5 over {@link SignedAttributes#digest}. */
    byte[] sign(SignedAttributes attributes);
}
