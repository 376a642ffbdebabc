package io.privyseal.platform.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/** Checks signatures with the fastest provider that the platform has. */
public final class SignatureVerifier {
    private static final String NATIVE_PROVIDER = "AmazonCorrettoCryptoProvider";
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private SignatureVerifier() {}

    /** What a check found. */
    public enum Verdict {
        VALID,
        /** The signature is wrong, or of a scheme that such a key does not make. */
        WRONG,
        /** The scheme or its parameters are unknown. */
        UNSUPPORTED
    }

    /** Checks a signature by the key over the bytes; bad input of any kind is a verdict, not an exception. */
    public static Verdict verify(
            SubjectPublicKeyInfo key, AlgorithmIdentifier algorithm, byte[] signed, byte[] signature) {
        Optional<SignatureScheme> scheme = SignatureScheme.of(algorithm);
        if (scheme.isEmpty()) {
            return Verdict.UNSUPPORTED;
        }
        Optional<KeyType> type = KeyType.of(key);
        if (type.isEmpty() || !scheme.get().fits(type.get())) {
            return Verdict.WRONG;
        }
        try {
            return verify(type.get().algorithm(), key, scheme.get(), algorithm, signed, signature);
        } catch (InvalidKeyException | InvalidKeySpecException | SignatureException | IOException wrong) {
            return Verdict.WRONG;
        } catch (GeneralSecurityException unsupported) {
            return Verdict.UNSUPPORTED;
        }
    }

    private static Verdict verify(
            KeyType.Algorithm keyAlgorithm,
            SubjectPublicKeyInfo key,
            SignatureScheme scheme,
            AlgorithmIdentifier algorithm,
            byte[] signed,
            byte[] signature)
            throws GeneralSecurityException, IOException {
        Provider provider = providerFor(keyAlgorithm);
        Signature verifier = provider == null
                ? Signature.getInstance(scheme.jcaName())
                : Signature.getInstance(scheme.jcaName(), provider);
        if (scheme == SignatureScheme.RSA_PSS) {
            Optional<PSSParameterSpec> parameters = algorithm.getParameters() == null
                    ? Optional.empty()
                    : PssParameters.read(algorithm.getParameters());
            if (parameters.isEmpty()) {
                return Verdict.UNSUPPORTED;
            }
            verifier.setParameter(parameters.get());
        }
        verifier.initVerify(publicKey(keyAlgorithm, key, provider));
        verifier.update(signed);
        return verifier.verify(signature) ? Verdict.VALID : Verdict.WRONG;
    }

    private static PublicKey publicKey(
            KeyType.Algorithm algorithm, SubjectPublicKeyInfo key, @Nullable Provider provider)
            throws GeneralSecurityException, IOException {
        KeyFactory factory = provider == null
                ? KeyFactory.getInstance(algorithm.jcaName())
                : KeyFactory.getInstance(algorithm.jcaName(), provider);
        return factory.generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    /** Null for the platform's own order; without the native provider, Bouncy Castle's curves are 6 times as fast as the JDK's. */
    private static @Nullable Provider providerFor(KeyType.Algorithm algorithm) {
        return switch (algorithm) {
            case RSA, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> null;
            case EC, ED25519 -> Security.getProvider(NATIVE_PROVIDER) == null ? BOUNCY_CASTLE : null;
        };
    }
}
