package io.privyseal.est;

import io.privyseal.platform.key.KeyServices;
import io.privyseal.platform.key.KeyType;
import io.privyseal.profile.ProfileRules;
import io.privyseal.protocol.est.SimplePkiRequest;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Comparator;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Makes keys for clients (RFC 7030 §4.4); none is kept. */
@Singleton
class ServerMadeKeys {
    /** Larger ones take the server too long. */
    private static final int LARGEST_MODULUS = 4096;

    private final SecureRandom random;

    ServerMadeKeys(SecureRandom random) {
        this.random = random;
    }

    /** A pair of the kind that came with the request where the profile allows it, or else of the cheapest kind that it does. */
    KeyPair make(SimplePkiRequest request, ProfileRules rules) {
        KeyType type = KeyType.of(SubjectPublicKeyInfo.getInstance(request.publicKey()))
                .filter(rules::allows)
                .filter(ServerMadeKeys::isAffordable)
                .or(() -> cheapest(rules))
                .orElseThrow(() -> new IllegalStateException("The profile allows no key that a server can make"));
        try {
            KeyPairGenerator generator = KeyServices.generator(type.algorithm().jcaName());
            switch (type.algorithm()) {
                case RSA -> generator.initialize(type.bits(), random);
                case EC -> generator.initialize(new ECGenParameterSpec("secp" + type.bits() + "r1"), random);
                case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a key of type " + type, e);
        }
    }

    private static Optional<KeyType> cheapest(ProfileRules rules) {
        return rules.keyTypes().entrySet().stream()
                .flatMap(family ->
                        family.getValue().stream().flatMap(size -> KeyType.ofWire(family.getKey(), size).stream()))
                .filter(ServerMadeKeys::isAffordable)
                .min(Comparator.comparing((KeyType type) -> type.algorithm() == KeyType.Algorithm.RSA)
                        .thenComparingInt(KeyType::bits));
    }

    private static boolean isAffordable(KeyType type) {
        return type.algorithm() != KeyType.Algorithm.RSA || type.bits() <= LARGEST_MODULUS;
    }
}
