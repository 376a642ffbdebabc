package io.privyseal.protocol.scep;

import java.io.IOException;
import java.security.KeyPair;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
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

    /** One attribute with several values. */
    static byte[] withChallengeValues(KeyPair pair, ASN1Encodable... values) {
        PKCS10CertificationRequestBuilder builder =
                new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=x"), pair.getPublic());
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_challengePassword, values);
        return build(builder, pair);
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

    static byte[] set(ASN1Encodable... values) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        vector.addAll(values);
        return Ber.der(new DERSet(vector));
    }
}
