package io.privyseal.access;

import io.privyseal.platform.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Trusts the certificates that a test names; stands in until the authorities answer. */
@DefaultBean
@Singleton
public class ListedCertificates implements ClientCertificates {
    public final Set<X509Certificate> trusted = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isTrusted(CustomerId customer, X509Certificate leaf, List<X509Certificate> chain) {
        return trusted.contains(leaf);
    }

    @Override
    public Optional<X509Certificate> findBySerial(CustomerId customer, BigInteger serial) {
        return trusted.stream()
                .filter(certificate -> certificate.getSerialNumber().equals(serial))
                .findFirst();
    }
}
