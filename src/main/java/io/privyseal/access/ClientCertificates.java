package io.privyseal.access;

import io.privyseal.platform.CustomerId;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** What the authorities know of certificates that administrators sign in with. */
public interface ClientCertificates {
    /**
     * Whether a path leads from the leaf to one of the customer's authorities and nothing on it is revoked or expired.
     *
     * @param chain what else the client sent; may be empty, unordered or useless
     */
    boolean isTrusted(CustomerId customer, X509Certificate leaf, List<X509Certificate> chain);

    /** The customer's certificate with this serial number, if there is exactly one. */
    Optional<X509Certificate> findBySerial(CustomerId customer, BigInteger serial);
}
