package io.privyseal.azure;

import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;

/** Which certificates were issued on Intune's word; known to the door that asks for it. */
public interface IntuneCertificates {
    /** Whether the account has any: without one, nobody asks Microsoft for revocation requests. */
    boolean hasAny(CustomerId customer, AzureAccountId account);

    /** Whether the certificate is one of the account's: only those are revoked when its tenant asks. */
    boolean has(CustomerId customer, AzureAccountId account, CertificateId certificate);
}
