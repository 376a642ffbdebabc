package io.privyseal.authority.lint;

import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.platform.key.KeyType;
import java.util.Optional;

/** Only RSA keys encipher, only EC keys agree on keys; Ed25519 and ML-DSA keys do neither. */
final class KeyUsageFitsKey implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 4055 §1.2, RFC 8813 §3, RFC 9295 §3, RFC 9881 §5";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        int usage = subject.keyUsage().orElse(0);
        Optional<KeyType> key = KeyType.of(subject.publicKey());
        if (key.isEmpty()) {
            return Optional.of("The key is of no known type.");
        }
        int excluded = switch (key.get().algorithm()) {
            case RSA -> KeyUsageBit.KEY_AGREEMENT.mask();
            case EC -> ENCIPHERMENT;
            case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> ENCIPHERMENT | KeyUsageBit.KEY_AGREEMENT.mask();
        };
        return Faults.when((usage & excluded) != 0, "The key usage has a bit that such a key cannot serve.");
    }

    private static final int ENCIPHERMENT = KeyUsageBit.KEY_ENCIPHERMENT.mask() | KeyUsageBit.DATA_ENCIPHERMENT.mask();
}
