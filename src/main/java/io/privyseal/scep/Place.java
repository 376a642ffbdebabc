package io.privyseal.scep;

import io.privyseal.endpoint.AccountAuthMethod;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ScepSettings;
import io.privyseal.endpoint.ScepSettings.LegacyAlgorithm;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.protocol.scep.AlgorithmPolicy;
import io.privyseal.protocol.scep.Recipient;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint with its accounts that can be served, and the RAs in front of the CAs that issue for them.
 *
 * @param counters never empty; the oldest account first
 */
record Place(EnrollmentEndpoint endpoint, List<Counter> counters) {
    Place {
        counters = List.copyOf(counters);
    }

    /**
     * One account, and what its clients get.
     *
     * @param authorities the RAs of its CA, the one that answers first
     */
    record Counter(EndpointAccount account, CertificateProfile profile, List<RegistrationAuthority> authorities) {
        RegistrationAuthority authority() {
            return authorities.getFirst();
        }
    }

    /** The one that clients meet who do not say which: the oldest. */
    Counter first() {
        return counters.getFirst();
    }

    /** The one whose account a client names. */
    Optional<Counter> named(String name) {
        return counters.stream()
                .filter(counter -> counter.account().name().equalsIgnoreCase(name)
                        || counter.account().idToken().equals(name))
                .findFirst();
    }

    /** The one for clients that need no access code. */
    Counter withoutAccessCode() {
        return counters.stream()
                .filter(counter -> counter.account().authMethod() == AccountAuthMethod.NONE)
                .findFirst()
                .orElseGet(this::first);
    }

    /** The account's; {@link Refusal#STATE_CONFLICT} when it is gone or cannot be served. */
    Counter require(EndpointAccountId id) {
        return counters.stream()
                .filter(counter -> counter.account().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new RefusedException(Refusal.STATE_CONFLICT, "The account is not there any more."));
    }

    /** All that clients may have written to. */
    List<Recipient> recipients() {
        return counters.stream()
                .flatMap(counter -> counter.authorities().stream())
                .distinct()
                .map(RegistrationAuthority::recipient)
                .toList();
    }

    AlgorithmPolicy algorithms() {
        return algorithms(endpoint.scep());
    }

    static AlgorithmPolicy algorithms(ScepSettings settings) {
        return new AlgorithmPolicy(settings.allows(LegacyAlgorithm.DES_EDE3), settings.allows(LegacyAlgorithm.SHA1));
    }
}
