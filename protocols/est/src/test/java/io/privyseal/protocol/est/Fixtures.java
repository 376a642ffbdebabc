package io.privyseal.protocol.est;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Keys, certificates and requests of a client. */
final class Fixtures {
    static final KeyPair RSA = pair("RSA", null);
    static final KeyPair EC = pair("EC", "secp256r1");
    static final SecureRandom RANDOM = new SecureRandom();
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private Fixtures() {}

    static X509Certificate certificate(KeyPair keys, String subject, KeyUsage usage, GeneralName... names) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=Test CA"),
                    BigInteger.valueOf(4711),
                    Date.from(NOW),
                    Date.from(NOW.plusSeconds(86400)),
                    new X500Name(subject),
                    keys.getPublic());
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(Extension.keyUsage, true, usage);
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, subject.isEmpty(), new GeneralNames(names));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(algorithm(keys)).build(keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static X509Certificate certificate(KeyPair keys, String subject, GeneralName... names) {
        return certificate(keys, subject, new KeyUsage(KeyUsage.digitalSignature), names);
    }

    static byte[] csr(KeyPair keys, String subject, Consumer<PKCS10CertificationRequestBuilder> attributes) {
        try {
            var builder = new PKCS10CertificationRequestBuilder(
                    new X500Name(subject),
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            attributes.accept(builder);
            return builder.build(new JcaContentSignerBuilder(algorithm(keys)).build(keys.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static byte[] csr(String subject) {
        return csr(EC, subject, _ -> {});
    }

    static Consumer<PKCS10CertificationRequestBuilder> names(GeneralName... names) {
        return builder -> {
            try {
                builder.addAttribute(
                        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                        new Extensions(new Extension(
                                Extension.subjectAlternativeName, false, new GeneralNames(names).getEncoded())));
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    static Consumer<PKCS10CertificationRequestBuilder> attribute(String type, ASN1Encodable... values) {
        return builder -> builder.addAttribute(new ASN1ObjectIdentifier(type), values);
    }

    static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    static byte[] base64(byte[] der) {
        return Base64.getEncoder().encode(der);
    }

    static String algorithm(KeyPair keys) {
        return keys.getPrivate().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    }

    private static KeyPair pair(String algorithm, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve == null) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
