package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The accounts at SCEP and EST endpoints. */
@Singleton
public class EndpointAccounts {
    private final AccountDirectory directory;

    EndpointAccounts(AccountDirectory directory) {
        this.directory = directory;
    }

    /** For doors: all accounts at an endpoint, oldest first. */
    public List<EndpointAccount> of(EnrollmentEndpoint endpoint) {
        return directory.at(endpoint.customer(), endpoint.id()).all().stream()
                .map(AccountDirectory.Entry::account)
                .toList();
    }

    /** For doors that noted an account: the account, unless it has been deleted. */
    public Optional<EndpointAccount> find(CustomerId customer, EndpointId endpoint, EndpointAccountId id) {
        return directory.at(customer, endpoint).all().stream()
                .map(AccountDirectory.Entry::account)
                .filter(account -> account.id().equals(id))
                .findFirst();
    }
}
