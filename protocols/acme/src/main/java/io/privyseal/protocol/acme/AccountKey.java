package io.privyseal.protocol.acme;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * The public key of an account, from a JSON Web Key (RFC 7517). Equal keys have equal thumbprints.
 *
 * <p>Keys that are here are well-formed and valid for their algorithm; whether somebody else knows the private half is
 * for the caller to find out from {@link #publicKey()}.
 */
public final class AccountKey {
    private static final int SMALLEST_MODULUS = 2048;
    private static final int LARGEST_MODULUS = 8192;
    private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65537);
    private static final int LONGEST_EXPONENT = 32;
    /** RFC 7518 §6.2.2, §6.3.2 and §6.4: members of private and symmetric keys. */
    private static final List<String> PRIVATE_MEMBERS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** The kinds of key, by what makes a signature algorithm fit them. */
    enum Kind {
        RSA(-1),
        P_256(64),
        P_384(96),
        P_521(132),
        ED25519(64);

        private final int signatureLength;

        Kind(int signatureLength) {
            this.signatureLength = signatureLength;
        }

        /** Octets of each signature; empty where it depends on the key. */
        OptionalInt signatureLength() {
            return signatureLength < 0 ? OptionalInt.empty() : OptionalInt.of(signatureLength);
        }
    }

    /** What a curve of RFC 7518 §6.2.1.1 has of its own. */
    private enum Curve {
        P_256("P-256", 32, Kind.P_256, "3059301306072a8648ce3d020106082a8648ce3d030107034200"),
        P_384("P-384", 48, Kind.P_384, "3076301006072a8648ce3d020106052b81040022036200"),
        P_521("P-521", 66, Kind.P_521, "30819b301006072a8648ce3d020106052b8104002303818600");

        private final String jwaName;
        private final int octets;
        private final Kind kind;
        /** What stands before the point in a SubjectPublicKeyInfo (RFC 5480 §2). */
        private final byte[] derPrefix;

        private final ECCurve points;

        Curve(String jwaName, int octets, Kind kind, String derPrefix) {
            this.jwaName = jwaName;
            this.octets = octets;
            this.kind = kind;
            this.derPrefix = HexFormat.of().parseHex(derPrefix);
            this.points = CustomNamedCurves.getByName(jwaName).getCurve();
        }

        static @Nullable Curve find(String jwaName) {
            for (Curve curve : values()) {
                if (curve.jwaName.equals(jwaName)) {
                    return curve;
                }
            }
            return null;
        }
    }

    // RFC 8410 §4.
    private static final byte[] ED25519_DER_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Kind kind;
    private final PublicKey publicKey;
    private final String json;
    private final String thumbprint;

    private AccountKey(Kind kind, PublicKey publicKey, String json) {
        this.kind = kind;
        this.publicKey = publicKey;
        this.json = json;
        this.thumbprint = Base64Url.encode(sha256(json));
    }

    /**
     * Reads a JSON Web Key, such as one from {@link #toJson()}.
     *
     * @throws ProblemException with {@link ProblemType#BAD_PUBLIC_KEY}, or {@link ProblemType#MALFORMED} when it is no JSON
     */
    public static AccountKey of(String json) {
        return of(JsonReader.object(json, "The key"));
    }

    static AccountKey of(JsonObject jwk) {
        for (String member : PRIVATE_MEMBERS) {
            if (jwk.has(member)) {
                throw bad("holds a member of a private key, '" + member + "'; consider the key compromised");
            }
        }
        String type = text(jwk, "kty");
        return switch (type) {
            case "RSA" -> rsa(jwk);
            case "EC" -> ec(jwk);
            case "OKP" -> okp(jwk);
            default -> throw bad("has the unsupported type " + Quoted.text(type) + "; use RSA, EC or OKP");
        };
    }

    Kind kind() {
        return kind;
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    /** The digest of the key by RFC 7638 with SHA-256, in base64url. */
    public String thumbprint() {
        return thumbprint;
    }

    /** The one form of the key that RFC 7638 §3 digests: required members only, in order, without blanks. */
    public String toJson() {
        return json;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountKey key && thumbprint.equals(key.thumbprint);
    }

    @Override
    public int hashCode() {
        return thumbprint.hashCode();
    }

    @Override
    public String toString() {
        return "AccountKey[" + thumbprint + "]";
    }

    private static AccountKey rsa(JsonObject jwk) {
        BigInteger modulus = number(jwk, "n");
        BigInteger exponent = number(jwk, "e");
        int bits = modulus.bitLength();
        if (bits < SMALLEST_MODULUS || bits > LARGEST_MODULUS || bits % 8 != 0) {
            throw bad("has a modulus of " + bits + " bits; it must have 2048 to 8192, in whole octets");
        }
        if (!modulus.testBit(0)) {
            throw bad("has an even modulus");
        }
        // FIPS 186-5 §A.1.1 asks for more than 2^16; native providers stop at about 32 bits.
        if (exponent.compareTo(SMALLEST_EXPONENT) < 0
                || exponent.bitLength() > LONGEST_EXPONENT
                || !exponent.testBit(0)) {
            throw bad("has a bad public exponent: it must be odd, at least 65537 and at most 32 bits long");
        }
        String json = "{\"e\":\"" + minimal(exponent) + "\",\"kty\":\"RSA\",\"n\":\"" + minimal(modulus) + "\"}";
        try {
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
            return new AccountKey(Kind.RSA, key, json);
        } catch (GeneralSecurityException _) {
            throw bad("is not an RSA key");
        }
    }

    private static AccountKey ec(JsonObject jwk) {
        String name = text(jwk, "crv");
        Curve curve = Curve.find(name);
        if (curve == null) {
            throw bad("is on the unsupported curve " + Quoted.text(name) + "; use P-256, P-384 or P-521");
        }
        byte[] x = coordinate(jwk, "x", curve.octets);
        byte[] y = coordinate(jwk, "y", curve.octets);
        byte[] point = concat(new byte[] {4}, x, y);
        try {
            // SP 800-56A r3 §5.6.2.3.3; the cofactor of these curves is 1, so every point on them has the right order.
            curve.points.decodePoint(point);
        } catch (IllegalArgumentException _) {
            throw bad("is not a point of " + curve.jwaName);
        }
        String json = "{\"crv\":\"" + curve.jwaName + "\",\"kty\":\"EC\",\"x\":\"" + Base64Url.encode(x) + "\",\"y\":\""
                + Base64Url.encode(y) + "\"}";
        return new AccountKey(curve.kind, decoded("EC", concat(curve.derPrefix, point)), json);
    }

    // RFC 8037 §2.
    private static AccountKey okp(JsonObject jwk) {
        String name = text(jwk, "crv");
        if (!name.equals("Ed25519")) {
            throw bad("is on the unsupported curve " + Quoted.text(name) + "; use Ed25519");
        }
        byte[] x = coordinate(jwk, "x", Ed25519.PUBLIC_KEY_SIZE);
        // Points of small order verify signatures that nobody made.
        if (!Ed25519.validatePublicKeyPartial(x, 0)) {
            throw bad("is not a point of Ed25519, or one of small order");
        }
        String json = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.encode(x) + "\"}";
        return new AccountKey(Kind.ED25519, decoded("Ed25519", concat(ED25519_DER_PREFIX, x)), json);
    }

    private static PublicKey decoded(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException _) {
            throw bad("is not an " + algorithm + " key");
        }
    }

    private static String text(JsonObject jwk, String member) {
        try {
            return jwk.requireText(member);
        } catch (ProblemException e) {
            throw bad("is incomplete. " + e.problem().detail());
        }
    }

    private static byte[] octets(JsonObject jwk, String member) {
        return Base64Url.decode(text(jwk, member))
                .orElseThrow(() -> bad("has a member \"" + member + "\" that is not base64url without padding"));
    }

    // RFC 7518 §6.2.1.2: the full size of a coordinate, zeros included.
    private static byte[] coordinate(JsonObject jwk, String member, int length) {
        byte[] octets = octets(jwk, member);
        if (octets.length != length) {
            throw bad("has a coordinate \"" + member + "\" of " + octets.length + " octets instead of " + length);
        }
        return octets;
    }

    // RFC 7518 §2, Base64urlUInt: the fewest octets possible.
    private static BigInteger number(JsonObject jwk, String member) {
        byte[] octets = octets(jwk, member);
        if (octets.length == 0 || octets[0] == 0) {
            throw bad("has a number \"" + member + "\" that is empty or starts with a zero octet");
        }
        return new BigInteger(1, octets);
    }

    private static String minimal(BigInteger number) {
        byte[] octets = number.toByteArray();
        return Base64Url.encode(octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets);
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int position = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, position, part.length);
            position += part.length;
        }
        return whole;
    }

    static byte[] sha256(String ascii) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static ProblemException bad(String why) {
        return Problem.of(ProblemType.BAD_PUBLIC_KEY, "The public key " + why + ".")
                .asException();
    }
}
