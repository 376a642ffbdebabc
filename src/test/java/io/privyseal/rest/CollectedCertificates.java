package io.privyseal.rest;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Reads certificates as the doors hand them out, in whatever format. */
public final class CollectedCertificates {
    private CollectedCertificates() {}

    public static List<X509Certificate> read(byte[] encoded) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
                .generateCertificates(new ByteArrayInputStream(encoded))
                .forEach(each -> certificates.add((X509Certificate) each));
        return certificates;
    }

    public static List<String> commonNames(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(each -> each.getSubjectX500Principal().getName())
                .map(name -> name.substring(3, name.indexOf(',') < 0 ? name.length() : name.indexOf(',')))
                .toList();
    }

    /** The subject alternative names. */
    public static List<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names.stream().map(name -> (String) name.get(1)).toList();
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }
}
