package io.privyseal.endpoint;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.configuration.Remembered;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The accounts at an endpoint with what their access codes are checked against; needs no transaction. */
@Singleton
class AccountDirectory {
    private final EndpointRepository endpoints;
    private final EndpointAccountRepository accounts;
    private final Remembered<Key, Entries> remembered;

    AccountDirectory(EndpointRepository endpoints, EndpointAccountRepository accounts, ConfigurationVersion version) {
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.remembered = new Remembered<>(version);
    }

    private record Key(CustomerId customer, EndpointId endpoint) {}

    /** @param accessCodeHash null where the account has no access code */
    record Entry(EndpointAccount account, @Nullable String accessCodeHash) {}

    /** @param salt null where the endpoint can have no accounts */
    record Entries(@Nullable String salt, List<Entry> all) {}

    /** All of them, oldest first; none of an endpoint that is not there. */
    Entries at(CustomerId customer, EndpointId endpoint) {
        return remembered.get(new Key(customer, endpoint), this::load);
    }

    private Entries load(Key key) {
        Optional<String> salt = endpoints.findSalt(key.customer(), key.endpoint());
        List<Entry> all = accounts.all(key.customer(), key.endpoint()).stream()
                .map(row -> new Entry(row.toDomain(), row.accessCodeHash))
                .toList();
        return new Entries(salt.orElse(null), all);
    }
}
