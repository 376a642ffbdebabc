package io.privyseal.azure;

import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Certificates that a test says were issued on Intune's word. */
@Alternative
@Singleton
public class ListedIntuneCertificates implements IntuneCertificates {
    private record Listed(CustomerId customer, AzureAccountId account, CertificateId certificate) {}

    private final Set<Listed> listed = ConcurrentHashMap.newKeySet();

    void add(CustomerId customer, AzureAccountId account, CertificateId certificate) {
        listed.add(new Listed(customer, account, certificate));
    }

    @Override
    public boolean hasAny(CustomerId customer, AzureAccountId account) {
        return listed.stream()
                .anyMatch(some ->
                        some.customer().equals(customer) && some.account().equals(account));
    }

    @Override
    public boolean has(CustomerId customer, AzureAccountId account, CertificateId certificate) {
        return listed.contains(new Listed(customer, account, certificate));
    }
}
