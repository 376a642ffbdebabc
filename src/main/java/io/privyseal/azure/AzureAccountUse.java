package io.privyseal.azure;

import io.privyseal.platform.CustomerId;

/** Whoever needs an account says so here: it cannot be deleted meanwhile. */
public interface AzureAccountUse {
    boolean isUsed(CustomerId customer, AzureAccountId account);
}
