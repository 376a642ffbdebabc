package io.privyseal.conformance.measure;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * The P-256 key of an account, and signing with it (RFC 8555 §6.2).
 *
 * @param jwk its public key in the canonical form of RFC 7638
 * @param identity the member that says who signs: {@code jwk}, or {@code kid} once there is an account
 */
record AcmeAccount(KeyPair keys, String jwk, String identity) {
    private static final int COORDINATE = 32;
    private static final String KID = "\"kid\":\"";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    static AcmeAccount withFreshKey() throws GeneralSecurityException {
        KeyPair keys = freshKeys();
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY()) + "\"}";
        return new AcmeAccount(keys, jwk, "\"jwk\":" + jwk);
    }

    static KeyPair freshKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    AcmeAccount named(String url) {
        return new AcmeAccount(keys, jwk, KID + url + '"');
    }

    /** Where the account is, once it has a name. */
    String url() {
        return identity.substring(KID.length(), identity.length() - 1);
    }

    /** The body of a request; an empty payload makes a POST-as-GET. */
    String sign(String url, String nonce, String payload) throws GeneralSecurityException {
        return signed("\"nonce\":\"" + nonce + "\",", url, payload);
    }

    /** The message inside a change of keys (RFC 8555 §7.3.5). */
    String signWithoutNonce(String url, String payload) throws GeneralSecurityException {
        return signed("", url, payload);
    }

    private String signed(String nonce, String url, String payload) throws GeneralSecurityException {
        String header = encode("{\"alg\":\"ES256\"," + identity + ',' + nonce + "\"url\":\"" + url + "\"}");
        String content = encode(payload);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update((header + '.' + content).getBytes(StandardCharsets.US_ASCII));
        return "{\"protected\":\"" + header + "\",\"payload\":\"" + content + "\",\"signature\":\""
                + BASE64URL.encodeToString(signature.sign()) + "\"}";
    }

    /** RFC 8555 §8.1. */
    String keyAuthorization(String token) throws GeneralSecurityException {
        byte[] thumbprint = MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII));
        return token + '.' + BASE64URL.encodeToString(thumbprint);
    }

    private static String encode(String text) {
        return BASE64URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        int used = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - used, fixed, COORDINATE - used, used);
        return BASE64URL.encodeToString(Arrays.copyOf(fixed, COORDINATE));
    }
}
