package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.IntuneChallenges;
import io.privyseal.azure.IntuneFailure;
import io.privyseal.azure.IssuedNotice;
import io.privyseal.azure.Verdict;
import io.privyseal.platform.CustomerId;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Intune as the test wants it. */
@Alternative
@Singleton
public class FakeIntune implements IntuneChallenges {
    private volatile Verdict verdict = new Verdict.Valid();
    private volatile boolean takesNote = true;
    private final List<String> told = new ArrayList<>();

    void says(Verdict next) {
        verdict = next;
    }

    void takesNote(boolean next) {
        takesNote = next;
    }

    /** What it was asked and told since the last call. */
    synchronized List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Override
    public synchronized Verdict validate(
            CustomerId customer, AzureAccountId account, String transactionId, byte[] csr) {
        told.add("validate " + transactionId);
        return verdict;
    }

    @Override
    public synchronized boolean notifySuccess(
            CustomerId customer, AzureAccountId account, String transactionId, byte[] csr, IssuedNotice issued) {
        told.add("success " + transactionId);
        return takesNote;
    }

    @Override
    public synchronized boolean notifyFailure(
            CustomerId customer,
            AzureAccountId account,
            String transactionId,
            byte[] csr,
            IntuneFailure reason,
            String description) {
        told.add("failure " + transactionId);
        return takesNote;
    }
}
