package io.privyseal.azure;

import io.privyseal.azure.AzureAccountRepository.Owned;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The accounts' secrets, for what talks to Microsoft; nobody outside the package sees them. */
@Singleton
class StoredCredentials implements CredentialSource {
    private final AzureAccountRepository repository;

    StoredCredentials(AzureAccountRepository repository) {
        this.repository = repository;
    }

    @Override
    @Transactional
    public Optional<Credentials> find(CustomerId customer, AzureAccountId id) {
        return repository.find(customer, id).map(repository::credentials);
    }

    /** The accounts of all customers. */
    @Transactional
    List<Owned> all() {
        return repository.all();
    }
}
