package io.privyseal.conformance.enrollment;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/** What clients ask with that leave it to their users to make it. */
final class Requests {
    private Requests() {}

    static PKCS10CertificationRequest csr(Device device, KeyPair key) throws OperatorCreationException {
        return csr(device, key, null);
    }

    /** With a challenge password, if there is one. */
    static PKCS10CertificationRequest csr(Device device, KeyPair key, @Nullable String challenge)
            throws OperatorCreationException {
        PKCS10CertificationRequestBuilder builder =
                new JcaPKCS10CertificationRequestBuilder(subject(device), key.getPublic());
        if (challenge != null) {
            builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERPrintableString(challenge));
        }
        return builder.build(signer(device, key));
    }

    /** What signs the first request of SCEP (RFC 8894 §2.3). */
    static X509Certificate selfSigned(Device device, KeyPair key)
            throws OperatorCreationException, GeneralSecurityException {
        Instant now = Clock.systemUTC().instant();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                subject(device),
                                BigInteger.ONE,
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(Duration.ofHours(1))),
                                subject(device),
                                key.getPublic())
                        .build(signer(device, key)));
    }

    private static X500Name subject(Device device) {
        return new X500Name("CN=" + device.name());
    }

    private static ContentSigner signer(Device device, KeyPair key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(device.key().signatureAlgorithm()).build(key.getPrivate());
    }
}
