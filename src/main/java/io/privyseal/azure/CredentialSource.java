package io.privyseal.azure;

import io.privyseal.platform.CustomerId;
import java.util.Optional;

/** Knows the secrets of accounts. */
interface CredentialSource {
    /** What Entra needs; empty when the account is gone. */
    Optional<Credentials> find(CustomerId customer, AzureAccountId id);
}
