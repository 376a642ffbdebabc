package io.privyseal.scep;

import io.privyseal.audit.Actor;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.enrollment.Outcome;
import io.privyseal.enrollment.RequestedVia;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Sha256;
import io.privyseal.protocol.scep.FailInfo;
import io.privyseal.protocol.scep.MessageContents.Enrolment;
import io.privyseal.protocol.scep.PkiMessage;
import io.privyseal.scep.Challenges.Question;
import io.privyseal.scep.Place.Counter;
import io.privyseal.scep.ScepTransactions.Grant;
import io.privyseal.scep.ScepTransactions.Opening;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** Requests for certificates, first and later ones, and what became of them. */
@Singleton
class Enrolments {
    private final Challenges challenges;
    private final ScepTransactions transactions;
    private final Certificates certificates;
    private final EnrollmentPipeline pipeline;
    private final IntuneNotices notices;
    private final Clock clock;

    Enrolments(
            Challenges challenges,
            ScepTransactions transactions,
            Certificates certificates,
            EnrollmentPipeline pipeline,
            IntuneNotices notices,
            Clock clock) {
        this.challenges = challenges;
        this.transactions = transactions;
        this.certificates = certificates;
        this.pipeline = pipeline;
        this.notices = notices;
        this.clock = clock;
    }

    /** What a client asks for. */
    record Asked(Place place, PkiMessage message, Signer signer, Enrolment enrolment, InetAddress from) {
        EnrollmentEndpoint endpoint() {
            return place.endpoint();
        }

        /**
         * What makes two requests the same. The certificate of an unknown signer is left out: some clients make a new one for
         * each attempt. That of a renewal counts, since the same key and transaction may renew again.
         */
        String replayKey() {
            String signedBy = signer instanceof Signer.Unknown
                    ? ""
                    : Sha256.hex(message.signer().der());
            return digest(
                    "enrol",
                    Long.toString(endpoint().id().value()),
                    message.type().name(),
                    signedBy,
                    Sha256.hex(message.signer().publicKeyInfo()),
                    message.transactionId(),
                    Sha256.hex(enrolment.csr()));
        }
    }

    /** What becomes of a request, and at whose counter. */
    sealed interface Result {
        Counter counter();

        /** The certificate, as DER. */
        record Granted(Counter counter, byte[] certificate) implements Result {}

        /** Somebody has yet to decide. */
        record Waiting(Counter counter) implements Result {}
    }

    /**
     * Enrolls or renews; the same request gives the same certificate as long as that is good.
     *
     * @throws FailureException when the request is refused
     * @throws RefusedException when the pipeline refuses it
     */
    Result enrol(Asked asked) {
        String replayKey = asked.replayKey();
        Optional<ScepTransaction> earlier = transactions.findLatest(asked.endpoint(), replayKey);
        if (earlier.isPresent() && !isOver(earlier.get())) {
            return proceed(
                    asked, earlier.get(), pipeline.check(asked.enrolment().csr()));
        }
        int generation = earlier.map(found -> found.generation() + 1).orElse(0);
        CheckedCsr csr = pipeline.check(asked.enrolment().csr());
        Grant grant = grant(asked, csr, ScepTransactions.name(replayKey, generation));
        requireCovered(grant.account(), csr);
        Opening opening =
                new Opening(asked.endpoint(), grant, replayKey, generation, pollKey(asked.message(), asked.endpoint()));
        return grant.azureAccount() == null ? begin(asked, opening, csr) : beginFirst(asked, opening, csr);
    }

    /** Lets a request in by the transaction that puts it on record, so that what is refused leaves nothing behind. */
    private Result begin(Asked asked, Opening opening, CheckedCsr csr) {
        Counter counter = asked.place().require(opening.grant().account().id());
        AtomicReference<@Nullable ScepTransaction> begun = new AtomicReference<>();
        Outcome outcome;
        try {
            outcome = pipeline.submit(
                    request(asked, counter, opening.transactionKey()),
                    csr,
                    (request, notAfter) -> begun.set(transactions.begin(opening, request, notAfter)));
        } catch (ConstraintViolationException _) {
            return proceed(asked, requireLatest(opening), csr);
        }
        if (outcome instanceof Outcome.Issued issued && begun.get() != null) {
            SignedCertificate signed = issued.signed();
            if (signed != null) {
                return new Result.Granted(counter, signed.der());
            }
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw new RefusedException(refused.reason(), refused.detail());
        }
        // Null when the same request came twice at once, and the other was recorded first.
        ScepTransaction own = begun.get();
        ScepTransaction transaction = own == null ? requireLatest(opening) : own;
        return conclude(asked.place(), transaction, outcome, asked.message().transactionId());
    }

    /** Intune has agreed to it and is told how it ends: so it is on record before anything can be refused. */
    private Result beginFirst(Asked asked, Opening opening, CheckedCsr csr) {
        ScepTransaction transaction;
        try {
            transaction = transactions.begin(opening, null, null);
        } catch (ConstraintViolationException _) {
            // The same request came twice at once, and the other was recorded first.
            transaction = requireLatest(opening);
        }
        return proceed(asked, transaction, csr);
    }

    private ScepTransaction requireLatest(Opening opening) {
        return transactions
                .findLatest(opening.endpoint(), opening.replayKey())
                .orElseThrow(() -> new IllegalStateException("A request that was let in has no transaction"));
    }

    /**
     * Tells what became of the request that a poll means.
     *
     * @throws FailureException {@link FailInfo#BAD_CERT_ID} when there is none of this transaction by this key
     */
    Result poll(Place place, PkiMessage message) {
        ScepTransaction transaction = transactions
                .findByPoll(place.endpoint(), pollKey(message, place.endpoint()))
                .orElseThrow(() -> new FailureException(
                        FailInfo.BAD_CERT_ID, "There is no request with this transaction and key."));
        Outcome outcome = pipeline.find(transaction.customer(), transaction.transactionKey())
                .orElseThrow(
                        () -> new FailureException(FailInfo.BAD_CERT_ID, "The request was not taken; send it again."));
        return conclude(place, transaction, outcome, message.transactionId());
    }

    /** Whether it led to a certificate that has ended: to the same request, an old device's for instance, follows a new one. */
    private boolean isOver(ScepTransaction transaction) {
        Optional<Outcome> outcome = pipeline.find(transaction.customer(), transaction.transactionKey());
        if (outcome.isEmpty() || !(outcome.get() instanceof Outcome.Issued issued)) {
            return false;
        }
        Certificate certificate = certificates.require(transaction.customer(), issued.certificate());
        return certificate.state() == Certificate.State.REVOKED || certificate.isExpired(clock.instant());
    }

    private Grant grant(Asked asked, CheckedCsr csr, String name) {
        return switch (asked.signer()) {
            case Signer.Enrolled enrolled -> renewal(asked, enrolled, csr, name);
            case Signer.Anchored() -> Grant.of(asked.place().withoutAccessCode().account());
            case Signer.Unknown() -> challenges.require(question(asked, csr, name));
        };
    }

    private Grant renewal(Asked asked, Signer.Enrolled signer, CheckedCsr csr, String name) {
        EndpointAccount account =
                asked.place().require(signer.transaction().account()).account();
        Instant now = clock.instant();
        Renewals.requireAllowed(
                asked.endpoint().scep(),
                signer.certificate(),
                csr,
                asked.enrolment().signedByItsKey(),
                now);
        // At an Intune endpoint nothing is issued on anybody else's word.
        if (!asked.endpoint().scep().renewalNeedsChallenge()
                && !asked.endpoint().type().isIntune()) {
            return Grant.of(account);
        }
        Grant grant = challenges.require(question(asked, csr, name));
        if (!grant.account().id().equals(account.id())) {
            throw new FailureException(FailInfo.BAD_REQUEST, Challenges.WRONG);
        }
        return grant;
    }

    private static Question question(Asked asked, CheckedCsr csr, String name) {
        return new Question(
                asked.place(),
                asked.message().transactionId(),
                csr,
                asked.enrolment().challengePassword(),
                name,
                asked.from());
    }

    private Result proceed(Asked asked, ScepTransaction transaction, CheckedCsr csr) {
        Counter counter = asked.place().require(transaction.account());
        Outcome outcome = pipeline.submit(request(asked, counter, transaction.transactionKey()), csr);
        if (outcome instanceof Outcome.Refused refused
                && pipeline.find(transaction.customer(), transaction.transactionKey())
                        .isEmpty()) {
            transactions.abandon(transaction);
            notices.refused(transaction, asked.message().transactionId(), csr.der(), refused.detail());
            throw new RefusedException(refused.reason(), refused.detail());
        }
        return conclude(asked.place(), transaction, outcome, asked.message().transactionId());
    }

    private static EnrollmentRequest request(Asked asked, Counter counter, String transactionKey) {
        EndpointAccount account = counter.account();
        return new EnrollmentRequest(
                account.customer(),
                account.organization(),
                account.profile(),
                asked.endpoint().type().kind(),
                asked.enrolment().csr(),
                List.of(),
                account.termIn(counter.profile().rules()),
                "",
                "",
                List.of(),
                new Actor(Actor.Kind.ACCOUNT, account.name(), null, asked.from().getHostAddress()),
                RequestedVia.SCEP,
                transactionKey,
                !account.autoApprove());
    }

    private Result conclude(Place place, ScepTransaction transaction, Outcome outcome, String transactionId) {
        Counter counter = place.require(transaction.account());
        return switch (outcome) {
            case Outcome.Issued issued -> {
                Certificate certificate =
                        transactions.noteIssued(transaction, issued.request().id(), issued.certificate());
                notices.issued(
                        place.endpoint(),
                        transaction,
                        transactionId,
                        issued.request().id(),
                        certificate);
                yield new Result.Granted(counter, certificate.der());
            }
            case Outcome.Pending pending -> {
                transactions.noteRequest(transaction, pending.request().id());
                yield new Result.Waiting(counter);
            }
            case Outcome.Refused refused -> throw new RefusedException(refused.reason(), refused.detail());
        };
    }

    /** Names of hosts and of mail domains lie under those that the account is restricted to. */
    private static void requireCovered(EndpointAccount account, CheckedCsr csr) {
        account.findUncovered(csr).ifPresent(host -> {
            throw new FailureException(FailInfo.BAD_REQUEST, "The account is not for the name " + host + ".");
        });
    }

    /** A transactionID is not secret, so a poll must come from the key that asked (RFC 8894 §3.2.1.1). */
    private static String pollKey(PkiMessage message, EnrollmentEndpoint endpoint) {
        return digest(
                "poll",
                Long.toString(endpoint.id().value()),
                Sha256.hex(message.signer().publicKeyInfo()),
                message.transactionId());
    }

    private static String digest(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            // The length goes first, so that no two different lists run together into the same text.
            text.append(part.length()).append(':').append(part);
        }
        return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
