package io.privyseal.conformance.measure;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Whether what a device got is its own. */
final class Granted {
    private Granted() {}

    /** Fails unless the certificate has the common name, whatever the profile has added to it, and the key. */
    static void require(X509Certificate certificate, String commonName, PublicKey key) {
        if (!hasCommonName(certificate, commonName)
                || !Arrays.equals(certificate.getPublicKey().getEncoded(), key.getEncoded())) {
            throw new IllegalStateException("The certificate for " + commonName + " is another's, of "
                    + certificate.getSubjectX500Principal().getName());
        }
    }

    private static boolean hasCommonName(X509Certificate certificate, String wanted) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(name -> name.getType().equals("CN")
                                    && name.getValue().equals(wanted));
        } catch (InvalidNameException e) {
            throw new IllegalStateException("A subject cannot be read", e);
        }
    }
}
