package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.IntuneCertificates;
import io.privyseal.enrollment.RequestId;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Knows which certificates were issued on Intune's word: those of the transactions that it let in. */
@Singleton
class IssuedForIntune implements IntuneCertificates {
    private final ScepTransactionRepository repository;
    private final Certificates certificates;

    IssuedForIntune(ScepTransactionRepository repository, Certificates certificates) {
        this.repository = repository;
        this.certificates = certificates;
    }

    @Override
    @Transactional
    public boolean hasAny(CustomerId customer, AzureAccountId account) {
        return repository.hasAny(customer, account);
    }

    @Override
    @Transactional
    public boolean has(CustomerId customer, AzureAccountId account, CertificateId id) {
        Certificate certificate = certificates.require(customer, id);
        Long request = certificate.request();
        return request != null
                && repository
                        .findByRequest(customer, new RequestId(request))
                        .filter(found -> account.equals(found.azureAccount()))
                        .isPresent();
    }
}
