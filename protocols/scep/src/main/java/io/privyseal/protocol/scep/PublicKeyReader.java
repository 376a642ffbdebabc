package io.privyseal.protocol.scep;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Public keys of signers. */
final class PublicKeyReader {
    /** Enough for every real key, and no signature takes seconds to verify. */
    private static final int LARGEST_MODULUS = 8192;

    private static final int LARGEST_EXPONENT = 64;

    private PublicKeyReader() {}

    /** @throws ScepException with {@link FailInfo#BAD_ALG} */
    static PublicKey read(SubjectPublicKeyInfo info) {
        boolean rsa = info.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
        if (!rsa && !info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            throw ScepException.badAlg("The signer's key is neither RSA nor EC.");
        }
        try {
            PublicKey key =
                    KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePublic(new X509EncodedKeySpec(Ber.der(info)));
            if (key instanceof RSAPublicKey rsaKey
                    && (rsaKey.getModulus().bitLength() > LARGEST_MODULUS
                            || rsaKey.getPublicExponent().bitLength() > LARGEST_EXPONENT)) {
                throw ScepException.badAlg("The signer's key is too large.");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw ScepException.badAlg("The signer's key cannot be used.");
        }
    }

    /** Whether two are the same key, however their parameters are written. */
    static boolean same(SubjectPublicKeyInfo one, SubjectPublicKeyInfo other) {
        return one.getAlgorithm().getAlgorithm().equals(other.getAlgorithm().getAlgorithm())
                && one.getPublicKeyData().equals(other.getPublicKeyData());
    }
}
