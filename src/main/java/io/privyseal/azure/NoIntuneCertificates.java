package io.privyseal.azure;

import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/** What a server without a SCEP door has issued on Intune's word. */
@DefaultBean
@Singleton
class NoIntuneCertificates implements IntuneCertificates {
    @Override
    public boolean hasAny(CustomerId customer, AzureAccountId account) {
        return false;
    }

    @Override
    public boolean has(CustomerId customer, AzureAccountId account, CertificateId certificate) {
        return false;
    }
}
