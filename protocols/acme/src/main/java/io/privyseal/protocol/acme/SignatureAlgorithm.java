package io.privyseal.protocol.acme;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;
import org.jose4j.jws.EdDsaAlgorithm;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.jws.RsaUsingShaAlgorithm;
import org.jose4j.lang.InvalidKeyException;
import org.jose4j.lang.JoseException;

/**
 * The algorithms that a request may be signed with.
 *
 * <p>RFC 8555 §6.2: never {@code none} and never a MAC. RS256 and ES256 are demanded there, the others are what clients
 * offer besides; each goes with one kind of key only.
 */
public enum SignatureAlgorithm {
    RS256("RS256", AccountKey.Kind.RSA, new RsaUsingShaAlgorithm.RsaSha256()),
    ES256("ES256", AccountKey.Kind.P_256, new EcdsaUsingShaAlgorithm.EcdsaP256UsingSha256()),
    ES384("ES384", AccountKey.Kind.P_384, new EcdsaUsingShaAlgorithm.EcdsaP384UsingSha384()),
    ES512("ES512", AccountKey.Kind.P_521, new EcdsaUsingShaAlgorithm.EcdsaP521UsingSha512()),
    /** RFC 8037 §3.1: the curve is that of the key. */
    EDDSA("EdDSA", AccountKey.Kind.ED25519, new EdDsaAlgorithm()),
    /** RFC 9864 §2.2: the name that took the place of {@link #EDDSA}; the signatures are the same. */
    ED25519("Ed25519", AccountKey.Kind.ED25519, new EdDsaAlgorithm());

    private static final List<SignatureAlgorithm> ALL = List.of(values());

    private final String jwaName;
    private final AccountKey.Kind kind;
    private final JsonWebSignatureAlgorithm jose;

    SignatureAlgorithm(String jwaName, AccountKey.Kind kind, JsonWebSignatureAlgorithm jose) {
        this.jwaName = jwaName;
        this.kind = kind;
        this.jose = jose;
    }

    /** The {@code alg} of a JWS header (RFC 7518 §3.1). */
    public String jwaName() {
        return jwaName;
    }

    /** @throws ProblemException with {@link ProblemType#BAD_SIGNATURE_ALGORITHM} */
    static SignatureAlgorithm require(String jwaName) {
        return find(jwaName)
                .orElseThrow(() -> Problem.badSignatureAlgorithm(
                                "The signature algorithm " + Quoted.text(jwaName) + " is not supported.", ALL)
                        .asException());
    }

    static List<SignatureAlgorithm> fitting(AccountKey key) {
        return ALL.stream().filter(algorithm -> algorithm.fits(key)).toList();
    }

    boolean fits(AccountKey key) {
        return key.kind() == kind;
    }

    /**
     * Whether the signature is good; the key must fit.
     *
     * @throws ProblemException with {@link ProblemType#BAD_PUBLIC_KEY} when the JVM's provider takes no such key
     */
    boolean verify(PublicKey key, byte[] signed, byte[] signature) {
        // RFC 7518 §3.4 and RFC 8032 §5.1.6 fix the length; an RSA signature's depends on the modulus.
        if (kind.signatureLength().isPresent() && kind.signatureLength().getAsInt() != signature.length) {
            return false;
        }
        try {
            // A new context has no provider set: the order of the JVM's providers decides.
            return jose.verifySignature(signature, key, signed, new ProviderContext());
        } catch (InvalidKeyException _) {
            throw Problem.of(ProblemType.BAD_PUBLIC_KEY, "The public key cannot be used with " + jwaName + ".")
                    .asException();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot verify " + jwaName, e);
        }
    }

    private static Optional<SignatureAlgorithm> find(String jwaName) {
        return ALL.stream()
                .filter(algorithm -> algorithm.jwaName.equals(jwaName))
                .findFirst();
    }
}
