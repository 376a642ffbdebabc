package io.privyseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.CustomerId;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrlSignerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final KeyPair pair = newPair();
    private final OneKey keys = new OneKey(pair);
    private final CrlSigner signer = new CrlSigner(keys);
    private final CertificateAuthority issuer = authority(pair);

    // Around every change in how many octets a length takes.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 1700, 1750, 1800, 70_000, 450_000})
    void crlsOfAnySizeAreWellFormed(int size) throws Exception {
        CrlEntries entries = new CrlEntries();
        for (int i = 1; i <= size; i++) {
            entries.add(SerialNumber.of(BigInteger.valueOf(i)), NOW, i % 2);
        }

        byte[] der = signer.sign(issuer, new CrlContent(3, NOW, NOW.plusSeconds(60), entries));

        X509CRLHolder crl = new X509CRLHolder(der);
        assertThat(crl.getEncoded()).isEqualTo(der);
        assertThat(crl.getRevokedCertificates().size()).isEqualTo(size);
        assertThat(crl.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .build(issuer.requireCertificate().holder())))
                .isTrue();
    }

    @Test
    void whatIsSignedCannotBeReadAsACertificate() {
        CrlEntries entries = new CrlEntries();
        entries.add(SerialNumber.of(BigInteger.ONE), NOW, 1);

        signer.sign(issuer, new CrlContent(3, NOW, NOW.plusSeconds(60), entries));

        assertThatThrownBy(() -> TBSCertificate.getInstance(keys.lastMessage())).isInstanceOf(RuntimeException.class);
    }

    private static CertificateAuthority authority(KeyPair pair) {
        X500Name name = new X500Name("CN=Root");
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        try {
            var holder = new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.ONE,
                            Date.from(NOW),
                            Date.from(NOW.plusSeconds(3600)),
                            name,
                            pair.getPublic())
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new X509ExtensionUtils(new Sha1()).createSubjectKeyIdentifier(key))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new CertificateAuthority(
                    new AuthorityId(1),
                    new CustomerId(1),
                    "Root",
                    CertificateAuthority.Kind.ROOT,
                    null,
                    new KeyId(1),
                    KeyTemplate.P_256,
                    SignatureHash.SHA256,
                    CertificateAuthority.State.ACTIVE,
                    new AuthorityCertificate(holder));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store of one key that remembers what it signed. */
    private static final class OneKey implements KeyStore {
        private final KeyPair pair;
        private byte[] lastMessage = {};

        OneKey(KeyPair pair) {
            this.pair = pair;
        }

        byte[] lastMessage() {
            return lastMessage;
        }

        @Override
        public FreshKey make(KeyTemplate template) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HeldKey keep(@Nullable CustomerId customer, KeyPurpose purpose, FreshKey key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HeldKey require(KeyId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] sign(KeyId id, SignatureAlgorithm algorithm, byte[] message) {
            lastMessage = message;
            try {
                Signature signature = Signature.getInstance(algorithm.jcaName());
                signature.initSign(pair.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public byte[] sign(KeyId id, CmsDigest digest, byte[] message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] decrypt(KeyId id, byte[] ciphertext) {
            throw new UnsupportedOperationException();
        }
    }
}
