package io.privyseal.protocol.acme;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;

/** A client's key pair: signs what a client would send, by means of the JDK alone. */
record ClientKey(String algorithm, String jcaAlgorithm, KeyPair pair, String jwk) {
    static final ClientKey RSA = rsa(2048);
    static final ClientKey P_256 = ec("ES256", "secp256r1", "SHA256withECDSAinP1363Format", "P-256", 32);
    static final ClientKey P_384 = ec("ES384", "secp384r1", "SHA384withECDSAinP1363Format", "P-384", 48);
    static final ClientKey P_521 = ec("ES512", "secp521r1", "SHA512withECDSAinP1363Format", "P-521", 66);
    static final ClientKey ED25519 = ed25519("EdDSA");
    /** The same kind of key under its newer name (RFC 9864). */
    static final ClientKey ED25519_BY_ITS_NAME = ed25519("Ed25519");

    static final String URL = "https://example.com/acme/new-order";
    static final String KID = "https://example.com/acme/acct/evOfKhNU60wg";
    static final String NONCE = "5XJ1L3lEkMG7tR6pA00clA";

    static ClientKey rsa(int bits) {
        KeyPair pair = generate("RSA", generator -> generator.initialize(bits, random(bits)));
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        String jwk = "{\"kty\":\"RSA\",\"n\":\"" + octets(key.getModulus(), bits / 8) + "\",\"e\":\"AQAB\"}";
        return new ClientKey("RS256", "SHA256withRSA", pair, jwk);
    }

    AccountKey accountKey() {
        return AccountKey.of(jwk);
    }

    byte[] signature(String signed) {
        try {
            Signature signature = Signature.getInstance(jcaAlgorithm);
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /** A JWS with any header and payload. */
    String sign(String header, String payload) {
        String protectedHeader = base64(header);
        String signed = protectedHeader + "." + base64(payload);
        return flattened(protectedHeader, base64(payload), Base64Url.encode(signature(signed)));
    }

    String signByJwk(String payload) {
        return sign(headerByJwk(), payload);
    }

    String signByKid(String payload) {
        return sign(headerByKid(), payload);
    }

    String headerByJwk() {
        return "{\"alg\":\"" + algorithm + "\",\"jwk\":" + jwk + ",\"nonce\":\"" + NONCE + "\",\"url\":\"" + URL
                + "\"}";
    }

    String headerByKid() {
        return "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + KID + "\",\"nonce\":\"" + NONCE + "\",\"url\":\"" + URL
                + "\"}";
    }

    static String flattened(String protectedHeader, String payload, String signature) {
        return "{\"protected\":\"" + protectedHeader + "\",\"payload\":\"" + payload + "\",\"signature\":\"" + signature
                + "\"}";
    }

    static String base64(String text) {
        return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return algorithm;
    }

    private static ClientKey ec(String algorithm, String jcaCurve, String jcaAlgorithm, String curve, int length) {
        KeyPair pair =
                generate("EC", generator -> generator.initialize(new ECGenParameterSpec(jcaCurve), random(length)));
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        String jwk = "{\"kty\":\"EC\",\"crv\":\"" + curve + "\",\"x\":\""
                + octets(key.getW().getAffineX(), length) + "\",\"y\":\""
                + octets(key.getW().getAffineY(), length) + "\"}";
        return new ClientKey(algorithm, jcaAlgorithm, pair, jwk);
    }

    private static ClientKey ed25519(String algorithm) {
        KeyPair pair = generate("Ed25519", generator -> generator.initialize(255, random(255)));
        // RFC 8410 §4: the key is the end of its SubjectPublicKeyInfo.
        byte[] der = pair.getPublic().getEncoded();
        String x = Base64Url.encode(Arrays.copyOfRange(der, der.length - 32, der.length));
        return new ClientKey(algorithm, "Ed25519", pair, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}");
    }

    private static String octets(BigInteger number, int length) {
        byte[] octets = number.toByteArray();
        byte[] fixed = new byte[length];
        int skip = Math.max(0, octets.length - length);
        System.arraycopy(octets, skip, fixed, length - (octets.length - skip), octets.length - skip);
        return Base64Url.encode(fixed);
    }

    private interface Setup {
        void initialize(KeyPairGenerator generator) throws GeneralSecurityException;
    }

    private static KeyPair generate(String algorithm, Setup setup) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            setup.initialize(generator);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key", e);
        }
    }

    /** The same keys in each run. */
    private static SecureRandom random(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a seeded source", e);
        }
    }
}
