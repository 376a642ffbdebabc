package io.privyseal.acme.rfc;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A client's key pair, by means of the JDK alone: what a client sends can be made wrong in any way. */
record ClientKey(String algorithm, String jcaAlgorithm, KeyPair pair, String jwk) {
    static ClientKey p256() {
        return ec("ES256", "secp256r1", "SHA256withECDSAinP1363Format", "P-256", 32);
    }

    static ClientKey p384() {
        return ec("ES384", "secp384r1", "SHA384withECDSAinP1363Format", "P-384", 48);
    }

    static ClientKey rsa(int bits) {
        KeyPair pair = generate("RSA", bits, null);
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        String jwk = "{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"" + octets(key.getModulus(), bits / 8) + "\"}";
        return new ClientKey("RS256", "SHA256withRSA", pair, jwk);
    }

    static ClientKey ed25519() {
        KeyPair pair = generate("Ed25519", 0, null);
        byte[] der = pair.getPublic().getEncoded();
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\""
                + base64(Arrays.copyOfRange(der, der.length - 32, der.length)) + "\"}";
        return new ClientKey("EdDSA", "Ed25519", pair, jwk);
    }

    private static ClientKey ec(String algorithm, String curve, String jcaAlgorithm, String jwaCurve, int size) {
        KeyPair pair = generate("EC", 0, curve);
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        String jwk = "{\"crv\":\"" + jwaCurve + "\",\"kty\":\"EC\",\"x\":\""
                + octets(key.getW().getAffineX(), size) + "\",\"y\":\""
                + octets(key.getW().getAffineY(), size) + "\"}";
        return new ClientKey(algorithm, jcaAlgorithm, pair, jwk);
    }

    private static KeyPair generate(String algorithm, int bits, @Nullable String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            } else if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 7638. */
    String thumbprint() {
        return base64(sha256(jwk));
    }

    /** A flattened JWS of any header and payload. */
    String sign(String header, String payload) {
        String signed = base64(header) + "." + base64(payload);
        return flattened(base64(header), base64(payload), base64(signature(signed)));
    }

    byte[] signature(String signed) {
        try {
            Signature signature = Signature.getInstance(jcaAlgorithm);
            signature.initSign(pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String flattened(String header, String payload, String signature) {
        return "{\"protected\":\"" + header + "\",\"payload\":\"" + payload + "\",\"signature\":\"" + signature + "\"}";
    }

    /** A flattened JWS with a MAC, as external account bindings are. */
    static String authenticate(byte[] macKey, String header, String payload) {
        return flattened(base64(header), base64(payload), base64(hmac(macKey, base64(header) + "." + base64(payload))));
    }

    static byte[] hmac(byte[] macKey, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(macKey, "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String octets(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        byte[] sized = new byte[size];
        int length = Math.min(bytes.length, size);
        System.arraycopy(bytes, bytes.length - length, sized, size - length, length);
        return base64(sized);
    }
}
