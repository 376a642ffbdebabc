package io.privyseal.azure;

import io.privyseal.platform.CustomerId;

/**
 * Asks Intune about requests that its devices send by SCEP, and tells it what became of them. The challenge in the request is
 * Intune's own business: nobody else reads it.
 *
 * <p>All methods wait for Microsoft, within a bounded time, and refuse to be called in a transaction. They throw nothing for
 * what Microsoft does or fails to do. Asking twice with the same transaction id and request is harmless.
 */
public interface IntuneChallenges {
    /**
     * Asks before anything is issued. The certificate must then be made of exactly this request.
     *
     * @param transactionId SCEP's, the same in all calls about a request
     * @param csr the request (PKCS#10, DER) as the device sent it
     */
    Verdict validate(CustomerId customer, AzureAccountId account, String transactionId, byte[] csr);

    /**
     * Tells that a certificate was issued, before it is given out.
     *
     * @return whether Intune took note; if not, the certificate is to be revoked and not given out
     */
    boolean notifySuccess(
            CustomerId customer, AzureAccountId account, String transactionId, byte[] csr, IssuedNotice issued);

    /**
     * Tells that no certificate follows, after Intune agreed to one.
     *
     * @param description for Intune's reports; cut to what those take
     * @return whether Intune took note; if not, nothing is left to be done
     */
    boolean notifyFailure(
            CustomerId customer,
            AzureAccountId account,
            String transactionId,
            byte[] csr,
            IntuneFailure reason,
            String description);
}
