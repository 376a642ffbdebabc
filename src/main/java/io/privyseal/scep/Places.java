package io.privyseal.scep;

import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.Profiles;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Finds out what an endpoint can serve. No transaction: a profile that is refused would end that of all others. */
@Singleton
class Places {
    private static final Logger LOG = Logger.getLogger(Places.class);

    private final EndpointAccounts accounts;
    private final Profiles profiles;
    private final RegistrationAuthorities authorities;

    Places(EndpointAccounts accounts, Profiles profiles, RegistrationAuthorities authorities) {
        this.accounts = accounts;
        this.profiles = profiles;
        this.authorities = authorities;
    }

    /**
     * The endpoint with all accounts whose profile and CA can be used now.
     *
     * @throws RefusedException {@link Refusal#ISSUER_UNAVAILABLE} when there is none
     */
    Place of(EnrollmentEndpoint endpoint) {
        List<Place.Counter> counters = new ArrayList<>();
        for (EndpointAccount account : accounts.of(endpoint)) {
            try {
                CertificateProfile profile = profiles.requireUsable(
                        endpoint.customer(), account.profile(), endpoint.type().kind(), account.organization());
                counters.add(new Place.Counter(account, profile, authorities.of(profile.issuer())));
            } catch (RefusedException e) {
                LOG.debugf(
                        "Account %d of endpoint %d cannot be served: %s",
                        account.id().value(), endpoint.id().value(), e.detail());
            }
        }
        if (counters.isEmpty()) {
            throw new RefusedException(Refusal.ISSUER_UNAVAILABLE, "This endpoint has no account that can be served.");
        }
        return new Place(endpoint, counters);
    }
}
