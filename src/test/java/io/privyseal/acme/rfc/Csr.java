package io.privyseal.acme.rfc;

import io.privyseal.enrollment.TestCsr;
import java.security.KeyPair;
import java.util.Arrays;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;

/** Signing requests as clients send them: names in the extension, an empty subject. */
final class Csr {
    private static final X500Name EMPTY = new X500Name(new RDN[0]);

    private Csr() {}

    static byte[] of(String... names) {
        return of(ClientKey.p256().pair(), names);
    }

    static byte[] of(KeyPair key, String... names) {
        return with(key, EMPTY, dns(names));
    }

    static byte[] with(KeyPair key, X500Name subject, GeneralName... names) {
        String algorithm = key.getPublic().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        return TestCsr.der(key, algorithm, subject, names);
    }

    static GeneralName[] dns(String... names) {
        return Arrays.stream(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
    }

    static X500Name empty() {
        return EMPTY;
    }
}
