package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.x509.Certificate;
import org.junit.jupiter.api.Test;

class SignerCertificateTest {
    private static SignerCertificate certificate(Keys.Holder holder) {
        return SignerCertificate.of(Certificate.getInstance(holder.der()));
    }

    @Test
    void knowsACertificateThatAClientMadeForItself() {
        assertThat(certificate(Keys.CLIENT).isSelfSigned()).isTrue();
        assertThat(certificate(Keys.EC_CLIENT).isSelfSigned()).isTrue();
    }

    @Test
    void doesNotTakeAnIssuedCertificateForOne() {
        assertThat(certificate(Keys.ENROLLED).isSelfSigned()).isFalse();
    }

    @Test
    void doesNotGoByTheNamesAlone() {
        Keys.Holder namesake = Keys.Holder.make(Keys.rsa(), "CN=Test CA", Keys.CA, "CN=Test CA", 8);
        assertThat(certificate(namesake).namesItselfAsIssuer()).isTrue();
        assertThat(certificate(namesake).isSelfSigned()).isFalse();
    }
}
