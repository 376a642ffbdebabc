package io.privyseal.validation;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Makes what the checks share out of the settings. */
@Singleton
final class ValidationBeans {
    private static final int LARGEST_PORT = 65535;

    @Produces
    @Singleton
    Turns turns(ValidationConfig config) {
        return new Turns(config.concurrency(), config.concurrencyPerTarget());
    }

    // An impossible configuration stops the start, not the first check.
    void onStart(
            @Observes StartupEvent event,
            ValidationConfig validation,
            ChallengePortConfig ports,
            DnsConfig dns,
            ProofConfig proof) {
        require(validation.timeout().isPositive(), "privyseal.validation.timeout must be positive");
        require(validation.concurrency() > 0, "privyseal.validation.concurrency must be positive");
        require(validation.concurrencyPerTarget() > 0, "privyseal.validation.concurrency-per-target must be positive");
        require(isPort(ports.http01Port()), "privyseal.acme.http01-port must be a port");
        require(isPort(ports.tlsAlpn01Port()), "privyseal.acme.tlsalpn01-port must be a port");
        require(proof.lifetime().isPositive(), "privyseal.proof.lifetime must be positive");
        DnsServers.parse(dns.servers().orElse(List.of()));
    }

    private static boolean isPort(int number) {
        return number > 0 && number <= LARGEST_PORT;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalStateException(sentence);
        }
    }
}
