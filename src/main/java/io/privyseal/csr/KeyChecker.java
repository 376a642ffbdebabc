package io.privyseal.csr;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Checks public keys: their form, that they are valid for their algorithm, and that nobody knows the private half. */
@Singleton
public final class KeyChecker {
    private static final int SMALLEST_MODULUS = 2048;
    private static final int LARGEST_MODULUS = 8192;
    // NIST SP 800-56B r2 §6.4.1.1 and CA/B BR §6.1.6 ask for 2^16 < e < 2^256; 3 to 65535 are accepted for old devices.
    private static final int LONGEST_EXPONENT = 256;

    private final BlockedKeys blocked;
    private final SharedFactors sharedFactors;
    private final SoundModuli soundModuli = new SoundModuli();

    KeyChecker(BlockedKeys blocked, SharedFactors sharedFactors) {
        this.blocked = blocked;
        this.sharedFactors = sharedFactors;
    }

    /** A checker without lists of blocked keys. */
    public static KeyChecker withoutKeyLists() {
        return new KeyChecker(new BlockedKeys(Optional.empty()), new SharedFactors(Optional.empty()));
    }

    /** All checks, for keys that come without a request, such as those of imported CAs. */
    public KeyType check(SubjectPublicKeyInfo key) {
        KeyType type = checkForm(key);
        checkStrength(key);
        return type;
    }

    /**
     * Algorithm, encoding, size and validity of the key, cheaply.
     *
     * @throws RefusedException with {@link Refusal#KEY_ALGORITHM_NOT_SUPPORTED}, {@link Refusal#KEY_TOO_WEAK} or {@link
     *     Refusal#KEY_INVALID}
     */
    KeyType checkForm(SubjectPublicKeyInfo key) {
        KeyType type = KeyType.of(key).orElseThrow(() -> unsupported(key));
        if (key.getPublicKeyData().getPadBits() != 0) {
            throw invalid("is not a whole number of octets");
        }
        byte[] data = key.getPublicKeyData().getOctets();
        switch (type.algorithm()) {
            case RSA -> checkRsaForm(key, data);
            case EC -> checkPoint(type, data);
            case ED25519 -> {
                requireNoParameters(key);
                checkEdwardsPoint(data);
            }
            // FIPS 204 §4, table 2.
            case ML_DSA_44 -> checkMlDsa(key, data, 1312);
            case ML_DSA_65 -> checkMlDsa(key, data, 1952);
            case ML_DSA_87 -> checkMlDsa(key, data, 2592);
        }
        return type;
    }

    /**
     * Keys that are known, guessable or shared.
     *
     * @throws RefusedException with {@link Refusal#KEY_BLOCKED} or {@link Refusal#KEY_INVALID}
     */
    void checkStrength(SubjectPublicKeyInfo key) {
        if (key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            BigInteger modulus = rsaKey(key.getPublicKeyData().getOctets()).getModulus();
            if (!soundModuli.contains(modulus)) {
                WeakRsaKeys.findWeakness(modulus).ifPresent(weakness -> {
                    throw new RefusedException(Refusal.KEY_BLOCKED, "The key " + weakness + ".");
                });
                soundModuli.add(modulus);
            }
            if (blocked.containsModulus(modulus) || sharedFactors.divides(modulus)) {
                throw isKnown();
            }
        }
        if (blocked.contains(key)) {
            throw isKnown();
        }
    }

    private static void checkRsaForm(SubjectPublicKeyInfo key, byte[] data) {
        // RFC 3279 §2.3.1: the parameters are NULL; they go into the certificate as they are.
        if (!DERNull.INSTANCE.equals(key.getAlgorithm().getParameters())) {
            throw invalid("has algorithm parameters other than NULL");
        }
        RSAPublicKey rsa = rsaKey(data);
        if (!Arrays.equals(encoded(rsa), data)) {
            throw invalid("is not encoded in DER");
        }
        BigInteger modulus = rsa.getModulus();
        int bits = modulus.bitLength();
        if (modulus.signum() <= 0 || bits < SMALLEST_MODULUS) {
            throw new RefusedException(
                    Refusal.KEY_TOO_WEAK, "An RSA key must have 2048 bits or more; this one has " + bits + ".");
        }
        // CA/B BR §6.1.5: a multiple of 8.
        if (bits > LARGEST_MODULUS || bits % 8 != 0) {
            throw new RefusedException(
                    Refusal.KEY_TOO_WEAK,
                    "An RSA key must have at most 8192 bits, in whole octets; this one has " + bits + ".");
        }
        if (!modulus.testBit(0)) {
            throw invalid("has an even modulus");
        }
        BigInteger exponent = rsa.getPublicExponent();
        if (exponent.signum() <= 0
                || !exponent.testBit(0)
                || exponent.equals(BigInteger.ONE)
                || exponent.bitLength() > LONGEST_EXPONENT) {
            throw invalid("has a bad public exponent: it must be odd, at least 3 and at most 256 bits long");
        }
    }

    private static RSAPublicKey rsaKey(byte[] data) {
        return RSAPublicKey.getInstance(data);
    }

    /** SP 800-56A r3 §5.6.2.3.3; the cofactor of these curves is 1, so a finite point on the curve has the right order. */
    private static void checkPoint(KeyType type, byte[] data) {
        NistCurve curve = NistCurve.of(type.bits());
        if (data.length != 1 + 2 * curve.octets() || data[0] != 4) {
            throw invalid("is not an uncompressed point of its curve");
        }
        BigInteger x = new BigInteger(1, data, 1, curve.octets());
        BigInteger y = new BigInteger(1, data, 1 + curve.octets(), curve.octets());
        if (!curve.contains(x, y)) {
            throw invalid("is not a point of its curve");
        }
    }

    private static void checkEdwardsPoint(byte[] data) {
        if (data.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(data, 0)) {
            throw invalid("is not a point of its curve");
        }
    }

    private static void checkMlDsa(SubjectPublicKeyInfo key, byte[] data, int octets) {
        requireNoParameters(key);
        if (data.length != octets) {
            throw invalid("has " + data.length + " octets instead of " + octets);
        }
    }

    // RFC 8410 §3 and RFC 9881 §2: the parameters are absent.
    private static void requireNoParameters(SubjectPublicKeyInfo key) {
        if (key.getAlgorithm().getParameters() != null) {
            throw invalid("has algorithm parameters");
        }
    }

    private static byte[] encoded(RSAPublicKey key) {
        try {
            return key.getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new IllegalStateException("cannot encode two integers", impossible);
        }
    }

    private static RefusedException unsupported(SubjectPublicKeyInfo key) {
        return new RefusedException(
                Refusal.KEY_ALGORITHM_NOT_SUPPORTED,
                "Keys of algorithm " + key.getAlgorithm().getAlgorithm().getId()
                        + " or with these parameters are not supported: use RSA, EC on P-256, P-384 or P-521, Ed25519 or"
                        + " ML-DSA.");
    }

    private static RefusedException invalid(String why) {
        return new RefusedException(Refusal.KEY_INVALID, "The public key " + why + ".");
    }

    private static RefusedException isKnown() {
        return new RefusedException(Refusal.KEY_BLOCKED, "The key is blocked: its private key is known to others.");
    }
}
