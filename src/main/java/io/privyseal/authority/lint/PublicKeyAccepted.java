package io.privyseal.authority.lint;

import io.privyseal.platform.key.KeyType;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;

/** The key is RSA of 2048 bits or more in whole octets with NULL parameters, or of a known other type. */
final class PublicKeyAccepted implements Lint<LintSubject> {
    @Override
    public String source() {
        return "CA/B BR §6.1.5, §7.1.3.1, RFC 3279 §2.3.1";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        Optional<KeyType> key = KeyType.of(subject.publicKey());
        if (key.isEmpty()) {
            return Optional.of("The key is of no known type.");
        }
        if (key.get().algorithm() != KeyType.Algorithm.RSA) {
            return Faults.none();
        }
        int bits = key.get().bits();
        return Faults.when(
                bits < SMALLEST_MODULUS
                        || bits % 8 != 0
                        || !DERNull.INSTANCE.equals(
                                subject.publicKey().getAlgorithm().getParameters()),
                "The RSA key has less than 2048 bits, a broken octet, or parameters other than NULL.");
    }

    private static final int SMALLEST_MODULUS = 2048;
}
