package io.privyseal.conformance.acme;

import io.privyseal.conformance.client.KeyKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told to get.
 *
 * @param registration used, or made where the client has none yet
 * @param profile that is asked for; null for none
 */
record CertificateOrder(
        Registration registration,
        List<String> names,
        KeyKind key,
        Proof proof,
        @Nullable String profile) {
    /** How names are proven. */
    enum Proof {
        HTTP_01("http-01"),
        DNS_01("dns-01"),
        TLS_ALPN_01("tls-alpn-01");

        private final String wireName;

        Proof(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    CertificateOrder {
        names = List.copyOf(names);
    }

    static CertificateOrder of(String directory, String... names) {
        return new CertificateOrder(Registration.at(directory), List.of(names), KeyKind.EC_P256, Proof.HTTP_01, null);
    }

    CertificateOrder with(KeyKind other) {
        return new CertificateOrder(registration, names, other, proof, profile);
    }

    CertificateOrder by(Proof other) {
        return new CertificateOrder(registration, names, key, other, profile);
    }

    CertificateOrder inProfile(String name) {
        return new CertificateOrder(registration, names, key, proof, name);
    }
}
