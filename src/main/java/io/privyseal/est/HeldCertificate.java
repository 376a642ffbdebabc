package io.privyseal.est;

import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.inventory.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/** A certificate in force whose key the client has, and the account that it was issued through. */
record HeldCertificate(Certificate record, X509Certificate certificate, EndpointAccount account) {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final String REGISTRATION_AUTHORITY = "1.3.6.1.5.5.7.3.28";

    X509CertificateHolder holder() {
        try {
            return new X509CertificateHolder(record.der());
        } catch (IOException e) {
            throw new UncheckedIOException("A certificate on record cannot be read", e);
        }
    }

    /** Whether it is for TLS clients (RFC 7030 §3.3.2). */
    boolean isForClients() {
        List<String> purposes = purposes(certificate);
        return purposes.isEmpty() || purposes.contains(CLIENT_AUTHENTICATION) || purposes.contains(ANY_PURPOSE);
    }

    /** Whether its holder speaks for others: id-kp-cmcRA (RFC 6402 §2.10), which any purpose does not include. */
    static boolean isRegistrationAuthority(X509Certificate certificate) {
        return purposes(certificate).contains(REGISTRATION_AUTHORITY);
    }

    private static List<String> purposes(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            // A purpose that cannot be read is none that is wanted here.
            return List.of("");
        }
    }
}
