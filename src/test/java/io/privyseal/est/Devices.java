package io.privyseal.est;

import io.privyseal.enrollment.TestCsr;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Keys, requests and manufacturer's certificates of devices. */
final class Devices {
    private Devices() {}

    static KeyPair key() {
        return TestCsr.key("EC", "secp256r1");
    }

    static byte[] csr(KeyPair key, String subject) {
        return csr(key, subject, _ -> {});
    }

    static byte[] csr(KeyPair key, String subject, Consumer<PKCS10CertificationRequestBuilder> attributes) {
        try {
            var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), key.getPublic());
            attributes.accept(builder);
            String algorithm = key.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Consumer<PKCS10CertificationRequestBuilder> attribute(String type, ASN1Encodable value) {
        return builder -> builder.addAttribute(new ASN1ObjectIdentifier(type), value);
    }

    static Consumer<PKCS10CertificationRequestBuilder> dns(String... names) {
        return extension(
                Extension.subjectAlternativeName,
                new GeneralNames(Stream.of(names)
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
    }

    static Consumer<PKCS10CertificationRequestBuilder> uri(String uri) {
        return extension(
                Extension.subjectAlternativeName,
                new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }

    static Consumer<PKCS10CertificationRequestBuilder> extension(ASN1ObjectIdentifier type, ASN1Object value) {
        try {
            byte[] der = value.getEncoded();
            return builder -> builder.addAttribute(
                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, new Extensions(new Extension(type, false, der)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A certificate of a manufacturer: of its CA when the key is the issuer's own. */
    static X509Certificate manufactured(
            KeyPair issuer, KeyPair key, String subject, Instant now, KeyPurposeId... uses) {
        try {
            boolean isAuthority = issuer == key;
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name("CN=Manufacturer"),
                    new BigInteger(64, new java.security.SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(Duration.ofDays(3650))),
                    new X500Name(isAuthority ? "CN=Manufacturer" : subject),
                    key.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            if (uses.length > 0) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(uses));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
