package io.privyseal.protocol.acme;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The claim that a new account belongs to an account elsewhere, made with a MAC key that was given out there
 * (RFC 8555 §7.3.4). Nothing in it may be believed before {@link #verify} returned.
 */
public final class ExternalAccountBinding {
    /** The MACs of RFC 7518 §3.2. */
    private enum MacAlgorithm {
        HS256("HmacSHA256", 32),
        HS384("HmacSHA384", 48),
        HS512("HmacSHA512", 64);

        private final String jcaName;
        private final int octets;

        MacAlgorithm(String jcaName, int octets) {
            this.jcaName = jcaName;
            this.octets = octets;
        }
    }

    private final JsonObject object;
    private final FlattenedJws jws;
    private final MacAlgorithm algorithm;
    private final String keyIdentifier;

    private ExternalAccountBinding(JsonObject object, FlattenedJws jws) {
        this.object = object;
        this.jws = jws;
        this.algorithm = algorithm(jws.header().requireText("alg"));
        // §7.3.4: an ASCII string.
        this.keyIdentifier = jws.requirePrintable("kid");
    }

    /** @throws ProblemException with {@link ProblemType#MALFORMED}, when it does not fit the request around it */
    static ExternalAccountBinding of(JsonObject object, JwsMessage outer) {
        FlattenedJws jws = FlattenedJws.of(object);
        ExternalAccountBinding binding = new ExternalAccountBinding(object, jws);
        if (jws.header().has("jwk")) {
            throw malformed("carries a \"jwk\"");
        }
        if (jws.header().has("nonce")) {
            throw malformed("carries a \"nonce\"");
        }
        if (!jws.url().equals(outer.url())) {
            throw malformed("has another \"url\" than the request around it");
        }
        // Compared as keys, since the same key can be written in more than one way.
        if (!AccountKey.of(JsonReader.object(jws.payload(), "The payload of the external account binding"))
                .equals(outer.requireJwk())) {
            throw malformed("is not for the key that the request around it is signed with");
        }
        return binding;
    }

    /** The {@code kid}: which MAC key it says was used. */
    public String keyIdentifier() {
        return keyIdentifier;
    }

    /** The binding itself, for {@link AccountAnswer}. */
    public String toJson() {
        byte[] json = JsonWriter.write(out -> {
            out.writeStartObject();
            for (String member : List.of("protected", "payload", "signature")) {
                out.writeStringField(member, object.requireText(member));
            }
            out.writeEndObject();
        });
        return new String(json, StandardCharsets.UTF_8);
    }

    /**
     * Checks the MAC, in a time that does not depend on how wrong it is.
     *
     * @throws ProblemException with {@link ProblemType#UNAUTHORIZED}, or with {@link ProblemType#MALFORMED} when the key is
     *     too short for the algorithm that the client chose
     */
    public void verify(byte[] macKey) {
        // RFC 7518 §3.2: a key at least as long as the hash.
        if (macKey.length < algorithm.octets) {
            throw malformed("uses " + algorithm + ", for which the key is too short; use HS256");
        }
        if (!MessageDigest.isEqual(mac(macKey), jws.signature())) {
            throw Problem.of(ProblemType.UNAUTHORIZED, "The MAC of the external account binding does not verify.")
                    .asException();
        }
    }

    private byte[] mac(byte[] macKey) {
        try {
            Mac mac = Mac.getInstance(algorithm.jcaName);
            mac.init(new SecretKeySpec(macKey, algorithm.jcaName));
            return mac.doFinal(jws.signed());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot compute " + algorithm, e);
        }
    }

    private static MacAlgorithm algorithm(String name) {
        for (MacAlgorithm algorithm : MacAlgorithm.values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        throw malformed("has the algorithm " + Quoted.text(name) + "; it must be HS256, HS384 or HS512");
    }

    private static ProblemException malformed(String why) {
        return Problem.malformed("The external account binding " + why + " (RFC 8555 §7.3.4).")
                .asException();
    }
}
