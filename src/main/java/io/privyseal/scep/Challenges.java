package io.privyseal.scep;

import io.privyseal.azure.AzureAccountId;
import io.privyseal.azure.IntuneChallenges;
import io.privyseal.azure.Verdict;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.endpoint.AccountAuthenticator;
import io.privyseal.endpoint.ChallengeWebhook;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.OneTimeChallenge;
import io.privyseal.endpoint.OneTimeChallenges;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.scep.ChallengePassword;
import io.privyseal.protocol.scep.FailInfo;
import io.privyseal.scep.ScepTransactions.Grant;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells by its challenge whether a request is let in, and to which account. Waits for others: hold no transaction. */
@Singleton
class Challenges {
    /** One sentence for all that can be wrong with a challenge. */
    static final String WRONG = "The challenge password is wrong, or not good any more.";

    private static final Logger LOG = Logger.getLogger(Challenges.class);

    private final AccountAuthenticator authenticator;
    private final OneTimeChallenges oneTime;
    private final Webhooks webhooks;
    private final IntuneChallenges intune;

    Challenges(
            AccountAuthenticator authenticator, OneTimeChallenges oneTime, Webhooks webhooks, IntuneChallenges intune) {
        this.authenticator = authenticator;
        this.oneTime = oneTime;
        this.webhooks = webhooks;
        this.intune = intune;
    }

    /**
     * What is to be judged.
     *
     * @param name what the challenge notes of the request that it lets in
     */
    record Question(
            Place place,
            String transactionId,
            CheckedCsr csr,
            @Nullable ChallengePassword password,
            String name,
            InetAddress from) {
        EnrollmentEndpoint endpoint() {
            return place.endpoint();
        }
    }

    /**
     * Lets the request in.
     *
     * @throws FailureException when it is not
     * @throws RefusedException {@link Refusal#TEMPORARILY_UNAVAILABLE} when Intune does not say
     */
    Grant require(Question question) {
        ChallengePassword password = question.password();
        Long azureAccount = question.endpoint().scep().azureAccount();
        if (azureAccount != null) {
            return askIntune(question, new AzureAccountId(azureAccount));
        }
        // RFC 8894 §2.4: a self-signed certificate alone authenticates nobody.
        if (password == null || password.value().isEmpty()) {
            throw wrong();
        }
        ChallengeWebhook webhook = question.endpoint().scep().webhook();
        if (webhook != null) {
            return askWebhook(question, webhook, password.value());
        }
        // Most are an account's, known from the request before; one of random octets is never that as well.
        Optional<EndpointAccount> known = authenticator.recall(question.endpoint(), password.value());
        if (known.isPresent()) {
            return Grant.of(known.get());
        }
        Optional<OneTimeChallenge> found = oneTime.find(question.endpoint(), password.value(), question.name());
        return found.isPresent()
                ? byOneTime(question, found.get())
                : Grant.of(byAccessCode(question, password.value()));
    }

    private Grant askIntune(Question question, AzureAccountId account) {
        return switch (intune.validate(
                question.endpoint().customer(),
                account,
                question.transactionId(),
                question.csr().der())) {
            case Verdict.Valid() ->
                new Grant(question.place().withoutAccessCode().account(), null, account);
            case Verdict.Refused(String code, String description) -> {
                LOG.infof(
                        "Intune refuses transaction %s at endpoint %d: %s %s",
                        question.transactionId(), question.endpoint().id().value(), code, description);
                throw wrong();
            }
            case Verdict.Unavailable(String detail) -> {
                LOG.warnf(
                        "Intune does not answer for endpoint %d: %s",
                        question.endpoint().id().value(), detail);
                throw new RefusedException(Refusal.TEMPORARILY_UNAVAILABLE, "Intune does not answer. Try again later.");
            }
        };
    }

    private Grant askWebhook(Question question, ChallengeWebhook webhook, String secret) {
        if (!webhooks.agrees(webhook, question, secret)) {
            throw wrong();
        }
        return Grant.of(question.place().withoutAccessCode().account());
    }

    private static Grant byOneTime(Question question, OneTimeChallenge challenge) {
        String subject = challenge.subject();
        if (subject != null && !isSubject(subject, question.csr())) {
            throw wrong();
        }
        EndpointAccount account = question.place().require(challenge.account()).account();
        return new Grant(account, challenge, null);
    }

    private EndpointAccount byAccessCode(Question question, String secret) {
        return switch (authenticator.authenticate(question.endpoint(), null, secret, question.from())) {
            case AccountAuthenticator.Authenticated(EndpointAccount account) -> account;
            case AccountAuthenticator.Wrong() -> throw wrong();
        };
    }

    /** The common name, or with an equals sign the distinguished name. */
    private static boolean isSubject(String wanted, CheckedCsr csr) {
        if (csr.commonName().filter(wanted::equalsIgnoreCase).isPresent()) {
            return true;
        }
        try {
            return wanted.indexOf('=') > 0 && new X500Name(wanted).equals(csr.subject());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static FailureException wrong() {
        return new FailureException(FailInfo.BAD_REQUEST, WRONG);
    }
}
