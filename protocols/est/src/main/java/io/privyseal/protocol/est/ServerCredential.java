package io.privyseal.protocol.est;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.CMSTypedData;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/**
 * What the server signs its own messages with: Full PKI Responses, and the keys that it made.
 *
 * @param chain the key's certificate first
 */
public record ServerCredential(PrivateKey key, List<X509Certificate> chain) {
    public ServerCredential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A credential needs a certificate");
        }
    }

    /** The content, signed, with the chain and whatever certificates are to go along. */
    CMSSignedData sign(CMSTypedData content, List<X509Certificate> more) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .build(new JcaContentSignerBuilder(SigningAlgorithm.of(key)).build(key), chain.getFirst()));
            generator.addCertificates(new JcaCertStore(more));
            generator.addCertificates(new JcaCertStore(chain));
            return generator.generate(content, true);
        } catch (OperatorCreationException | CertificateEncodingException | CMSException e) {
            throw new IllegalStateException("The server's message cannot be signed", e);
        }
    }
}
