package io.privyseal.scep;

import io.privyseal.audit.Actor;
import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.IntuneChallenges;
import io.privyseal.azure.IntuneFailure;
import io.privyseal.azure.IssuedNotice;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.RequestId;
import io.privyseal.inventory.Certificate;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.scep.FailInfo;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells Intune what became of the requests that it agreed to. Waits for Microsoft: hold no transaction. */
@Singleton
class IntuneNotices {
    private static final Logger LOG = Logger.getLogger(IntuneNotices.class);
    private static final Actor ACTOR = Actor.system("scep");

    private final IntuneChallenges intune;
    private final ScepTransactions transactions;
    private final Enrollments enrollments;
    private final Revocations revocations;

    IntuneNotices(
            IntuneChallenges intune, ScepTransactions transactions, Enrollments enrollments, Revocations revocations) {
        this.intune = intune;
        this.transactions = transactions;
        this.enrollments = enrollments;
        this.revocations = revocations;
    }

    /**
     * Tells of a certificate, before it is given out.
     *
     * @throws FailureException when Intune does not take note; the certificate is then revoked
     */
    void issued(
            EnrollmentEndpoint endpoint,
            ScepTransaction transaction,
            String transactionId,
            RequestId request,
            Certificate certificate) {
        AzureAccountId account = transaction.azureAccount();
        if (account == null || transaction.notified()) {
            return;
        }
        byte[] csr = enrollments
                .require(transaction.customer(), endpoint.type().kind(), request)
                .enrollment()
                .csr();
        IssuedNotice notice = IssuedNotice.of(certificate, endpoint.name());
        if (intune.notifySuccess(transaction.customer(), account, transactionId, csr, notice)) {
            transactions.noteNotified(transaction);
            return;
        }
        revoke(certificate);
        throw new FailureException(FailInfo.BAD_REQUEST, "Intune does not take the certificate.");
    }

    /** Tells that no certificate follows. */
    void refused(ScepTransaction transaction, String transactionId, byte[] csr, String why) {
        AzureAccountId account = transaction.azureAccount();
        if (account != null) {
            intune.notifyFailure(transaction.customer(), account, transactionId, csr, IntuneFailure.DENIED, why);
        }
    }

    private void revoke(Certificate certificate) {
        try {
            revocations.revoke(
                    certificate.customer(),
                    certificate.id(),
                    RevocationReason.CESSATION_OF_OPERATION,
                    "Intune did not take note of it.",
                    null,
                    ACTOR);
        } catch (RefusedException e) {
            if (e.reason() != Refusal.ALREADY_REVOKED) {
                LOG.errorf(
                        "Certificate %d, which Intune did not take note of, cannot be revoked: %s",
                        certificate.id().value(), e.detail());
            }
        }
    }
}
