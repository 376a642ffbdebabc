package io.privyseal.protocol.scep;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Keys and certificates of the tests: a CA, its RA, a client and somebody else. */
final class Keys {
    static final SecureRandom RANDOM = new SecureRandom();

    static final Holder CA = Holder.make(rsa(), "CN=Test CA", null, "CN=Test CA", 1);
    static final Holder RA = Holder.make(rsa(), "CN=Test RA", CA, "CN=Test CA", 2);
    static final Holder OTHER_RA = Holder.make(rsa(), "CN=Other RA", CA, "CN=Test CA", 3);
    static final Holder CLIENT = Holder.make(rsa(), "CN=device-1", null, "CN=device-1", 4);
    static final Holder STRANGER = Holder.make(rsa(), "CN=device-2", null, "CN=device-2", 5);
    static final Holder EC_CLIENT = Holder.make(ec(), "CN=device-3", null, "CN=device-3", 6);
    static final Holder ENROLLED = Holder.make(rsa(), "CN=device-1", CA, "CN=Test CA", 77);

    static final Recipient RA_RECIPIENT = RA.recipient();

    private Keys() {}

    /** A certificate and its key. */
    record Holder(X509Certificate certificate, PrivateKey key, KeyPair pair) {
        static Holder make(KeyPair pair, String subject, @Nullable Holder issuer, String issuerName, long serial) {
            PrivateKey signing = issuer == null ? pair.getPrivate() : issuer.key();
            Instant now = Instant.now();
            try {
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        new X500Name(issuerName),
                        BigInteger.valueOf(serial),
                        Date.from(now.minus(1, ChronoUnit.DAYS)),
                        Date.from(now.plus(365, ChronoUnit.DAYS)),
                        new X500Name(subject),
                        pair.getPublic());
                builder.addExtension(
                        Extension.subjectKeyIdentifier,
                        false,
                        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(subject.endsWith("CA")));
                builder.addExtension(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
                String algorithm = signing.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
                X509Certificate certificate = new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signing)));
                return new Holder(certificate, pair.getPrivate(), pair);
            } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
                throw new IllegalStateException(e);
            }
        }

        byte[] der() {
            try {
                return certificate.getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        Recipient recipient() {
            return new Recipient(certificate, this::plainRsa, RANDOM);
        }

        ReplySigner replySigner() {
            return new ReplySigner() {
                @Override
                public List<byte[]> certificates() {
                    return List.of(der(), CA.der());
                }

                @Override
                public byte[] sign(SignedAttributes attributes) {
                    return Holder.this.sign(attributes.digest().rsaSignatureName(), attributes.der());
                }
            };
        }

        byte[] sign(String algorithm, byte[] bytes) {
            try {
                Signature signature = Signature.getInstance(algorithm);
                signature.initSign(key);
                signature.update(bytes);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] plainRsa(byte[] ciphertext) {
            try {
                Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
                cipher.init(Cipher.DECRYPT_MODE, key);
                return cipher.doFinal(ciphertext);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static KeyPair rsa() {
        return rsa(2048);
    }

    static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
