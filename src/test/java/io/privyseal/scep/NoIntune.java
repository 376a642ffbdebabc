package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.IntuneChallenges;
import io.privyseal.azure.IntuneFailure;
import io.privyseal.azure.IssuedNotice;
import io.privyseal.azure.Verdict;
import io.privyseal.platform.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/** No Intune, for tests that need none where the server brings none. */
@DefaultBean
@Singleton
public class NoIntune implements IntuneChallenges {
    @Override
    public Verdict validate(CustomerId customer, AzureAccountId account, String transactionId, byte[] csr) {
        return new Verdict.Unavailable("There is no Intune.");
    }

    @Override
    public boolean notifySuccess(
            CustomerId customer, AzureAccountId account, String transactionId, byte[] csr, IssuedNotice issued) {
        return false;
    }

    @Override
    public boolean notifyFailure(
            CustomerId customer,
            AzureAccountId account,
            String transactionId,
            byte[] csr,
            IntuneFailure reason,
            String description) {
        return false;
    }
}
