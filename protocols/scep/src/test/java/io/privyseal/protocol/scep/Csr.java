package io.privyseal.protocol.scep;

import java.io.IOException;
import java.security.KeyPair;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** CSRs as clients make them. */
final class Csr {
    private Csr() {}

    static byte[] of(KeyPair pair, String subject, String challenge) {
        return of(pair, subject, new DERPrintableString(challenge));
    }

    static byte[] of(KeyPair pair, String subject, ASN1Encodable... challenges) {
        PKCS10CertificationRequestBuilder builder =
                new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), pair.getPublic());
        for (ASN1Encodable challenge : challenges) {
            builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, challenge);
        }
        return build(builder, pair);
    }

    /** One attribute with several values, which Bouncy Castle does not make. */
    static byte[] withChallengeValues(KeyPair pair, ASN1Encodable... values) {
        try {
            DERSequence attribute = new DERSequence(
                    new ASN1Encodable[] {PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERSet(values)});
            DERSequence info = new DERSequence(new ASN1Encodable[] {
                new ASN1Integer(0),
                new X500Name("CN=x"),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                new DERTaggedObject(false, 0, new DERSet(attribute))
            });
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate());
            signer.getOutputStream().write(Ber.der(info));
            return Ber.der(new DERSequence(
                    new ASN1Encodable[] {info, signer.getAlgorithmIdentifier(), new DERBitString(signer.getSignature())
                    }));
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] build(PKCS10CertificationRequestBuilder builder, KeyPair pair) {
        try {
            String algorithm = pair.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
