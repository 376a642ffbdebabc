package io.privyseal.est;

import io.privyseal.authority.SecurityIdentifier;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.enrollment.DoorClaim;
import io.privyseal.enrollment.Enrollment;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.enrollment.Enrollments;
import io.privyseal.enrollment.Outcome;
import io.privyseal.enrollment.RequestId;
import io.privyseal.enrollment.RequestState;
import io.privyseal.enrollment.RequestedVia;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Sha256;
import io.privyseal.profile.CertificateProfile;
import io.privyseal.profile.ProfileRules;
import io.privyseal.profile.Profiles;
import io.privyseal.protocol.est.CertificateNames;
import io.privyseal.protocol.est.SimplePkiRequest;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a client's request to its certificate. No method is a transaction: the pipeline has its own. */
@Singleton
class EstRequests {
    /**
     * For so long a request that comes again gets the same certificate, for the first answer may have been lost. Later it
     * is another one: devices send one and the same CSR whenever their certificate runs out.
     */
    private static final Duration REPEATED = Duration.ofHours(1);

    private final EnrollmentPipeline pipeline;
    private final Enrollments enrollments;
    private final Certificates certificates;
    private final Profiles profiles;
    private final EstRecords records;
    private final Clock clock;

    EstRequests(
            EnrollmentPipeline pipeline,
            Enrollments enrollments,
            Certificates certificates,
            Profiles profiles,
            EstRecords records,
            Clock clock) {
        this.pipeline = pipeline;
        this.enrollments = enrollments;
        this.certificates = certificates;
        this.profiles = profiles;
        this.records = records;
        this.clock = clock;
    }

    /** What a client is told. */
    sealed interface Result {
        record Issued(X509Certificate certificate) implements Result {}

        record Waiting(long request) implements Result {}
    }

    /**
     * A certificate for a CSR.
     *
     * @throws RefusedException when there is none
     */
    Result enroll(EstClient client, SimplePkiRequest csr) {
        return submit(client, csr, pipeline.check(csr.csr(), RequestedVia.EST), "");
    }

    /**
     * A certificate in place of the one that the client holds (RFC 7030 §4.2.2).
     *
     * @throws RefusedException when it holds none, or it is too early
     */
    Result reenroll(EstClient client, SimplePkiRequest csr) {
        HeldCertificate held = client.held();
        if (held == null) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED,
                    "To re-enroll, show the TLS client certificate that is to be replaced: one that is in force and was"
                            + " issued through this endpoint and account.");
        }
        requireInWindow(client, held);
        requireNames(client, held, csr);
        CheckedCsr checked = pipeline.check(csr.csr(), RequestedVia.EST);
        if (csr.changedNames().isEmpty()) {
            requireSecurityIdentifier(held, checked);
        }
        return submit(client, csr, checked, held.record().sha256());
    }

    private void requireInWindow(EstClient client, HeldCertificate held) {
        Integer days = client.endpoint().est().renewalWindowDays();
        Instant opens = days == null ? Instant.MIN : held.record().notAfter().minus(Duration.ofDays(days));
        if (clock.instant().isBefore(opens)) {
            throw new RefusedException(
                    Refusal.NOT_PERMITTED,
                    "The certificate can be renewed in the last " + days + " days of its term, from " + opens + " on.");
        }
    }

    /** Those of the certificate, or those that it was asked for with: a profile completes and orders names. */
    private void requireNames(EstClient client, HeldCertificate held, SimplePkiRequest csr) {
        if (!csr.names().areSameAs(askedFor(client, held))) {
            csr.requireNamesOf(CertificateNames.of(held.certificate()));
        }
    }

    /** A request can have one in an extension of its own, and a profile can move one there. */
    private static void requireSecurityIdentifier(HeldCertificate held, CheckedCsr csr) {
        SecurityIdentifier wished = SecurityIdentifier.among(csr.names()).orElse(null);
        if (wished != null && !SecurityIdentifier.of(held.holder()).equals(Optional.of(wished))) {
            throw new RefusedException(
                    Refusal.IDENTIFIER_NOT_ALLOWED,
                    "The security identifier is not that of the certificate that is to be replaced.");
        }
    }

    private CertificateNames askedFor(EstClient client, HeldCertificate held) {
        SimplePkiRequest earlier =
                SimplePkiRequest.of(enrollmentOf(client, held).csr());
        return earlier.changedNames().orElseGet(earlier::names);
    }

    private Enrollment enrollmentOf(EstClient client, HeldCertificate held) {
        Long request = held.record().request();
        if (request == null) {
            throw new IllegalStateException("A held certificate has no request");
        }
        return enrollments
                .require(client.endpoint().customer(), kind(client), new RequestId(request))
                .enrollment();
    }

    /** The rules that a request of this client will be planned by. */
    ProfileRules rules(EstClient client) {
        return profile(client).rules();
    }

    private CertificateProfile profile(EstClient client) {
        EndpointAccount account = client.account();
        return profiles.requireUsable(account.customer(), account.profile(), kind(client), account.organization());
    }

    private static CertificateKind kind(EstClient client) {
        return client.endpoint().type().kind();
    }

    /**
     * A certificate for a key that the server has made. It is never asked for twice, since its key is gone.
     *
     * @throws RefusedException also when somebody would have to decide, for the key cannot wait
     */
    X509Certificate enrollOwnKey(EstClient client, SimplePkiRequest csr) {
        CertificateProfile profile = profile(client);
        if (waits(client) || profile.rules().approval() == ProfileRules.Approval.ADMINISTRATOR) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "Keys are made for requests that need no decision only.");
        }
        CheckedCsr checked = pipeline.check(csr.csr(), RequestedVia.EST);
        requireCovered(client.account(), checked);
        Outcome outcome = pipeline.submit(
                request(client, profile, csr, null),
                checked,
                (id, _) -> records.note(client.account(), fingerprint(csr, "server key"), 0, id));
        return switch (outcome) {
            case Outcome.Issued issued -> certificate(client, issued);
            case Outcome.Pending _ ->
                throw new RefusedException(
                        Refusal.TEMPORARILY_UNAVAILABLE, "The certificate could not be issued at once; try again.");
            case Outcome.Refused(Refusal reason, String detail) -> throw new RefusedException(reason, detail);
        };
    }

    private static boolean waits(EstClient client) {
        return !client.account().autoApprove();
    }

    private Result submit(EstClient client, SimplePkiRequest csr, CheckedCsr checked, String replaced) {
        EndpointAccount account = client.account();
        requireCovered(account, checked);
        String identifier = SecurityIdentifier.among(checked.names())
                .map(SecurityIdentifier::value)
                .orElse("");
        String fingerprint = fingerprint(csr, replaced + identifier);
        Opening opening = new Opening(client, csr, checked, fingerprint);
        Optional<Outcome> outcome = pipeline.submit(opening);
        return outcome.map(done -> switch (done) {
                    case Outcome.Issued issued -> new Result.Issued(certificate(client, issued));
                    case Outcome.Pending pending ->
                        new Result.Waiting(pending.request().id().value());
                    case Outcome.Refused(Refusal reason, String detail) -> {
                        // The same request came twice at once, and the other was recorded first.
                        Optional<Result> first =
                                reason == Refusal.NOT_READY ? earlier(client, fingerprint) : Optional.empty();
                        yield first.orElseThrow(() -> new RefusedException(reason, detail));
                    }
                })
                .orElseGet(opening::earlier);
    }

    private Optional<Result> earlier(EstClient client, String fingerprint) {
        return records.findLast(client.account(), fingerprint).flatMap(last -> resultOf(client, last));
    }

    /** A request that may be the same as an earlier one, which is looked for in the transaction that records it. */
    private final class Opening implements DoorClaim {
        private final EstClient client;
        private final SimplePkiRequest csr;
        private final CheckedCsr checked;
        private final String fingerprint;

        private int generation;
        private @Nullable Result earlier;

        Opening(EstClient client, SimplePkiRequest csr, CheckedCsr checked, String fingerprint) {
            this.client = client;
            this.csr = csr;
            this.checked = checked;
            this.fingerprint = fingerprint;
        }

        @Override
        public Optional<Wanted> claim() {
            EndpointAccount account = client.account();
            Optional<EstEnrollment> last = records.findLast(account, fingerprint);
            earlier = last.flatMap(found -> resultOf(client, found)).orElse(null);
            if (earlier != null) {
                return Optional.empty();
            }
            generation = last.map(found -> found.generation() + 1).orElse(0);
            String key = EstEnrollment.transactionKey(account, fingerprint, generation);
            return Optional.of(new Wanted(request(client, profile(client), csr, key), checked));
        }

        @Override
        public void write(RequestId request, @Nullable Instant notAfter) {
            records.note(client.account(), fingerprint, generation, request);
        }

        Result earlier() {
            return Objects.requireNonNull(earlier, "neither an earlier result nor a new one");
        }
    }

    /** What became of the same request before; empty when that is over, and this one is new. */
    private Optional<Result> resultOf(EstClient client, EstEnrollment earlier) {
        Enrollments.Found found = enrollments.require(earlier.customer(), kind(client), earlier.request());
        Certificate certificate = found.certificate();
        RequestState state = found.enrollment().state();
        return switch (state) {
            case RECEIVED, AWAITING_APPROVAL, APPROVED, ISSUING ->
                Optional.of(new Result.Waiting(earlier.request().value()));
            case ISSUED ->
                Optional.ofNullable(certificate)
                        .filter(this::isFresh)
                        .map(issued -> new Result.Issued(CaCertificates.parse(issued.der())));
            case DECLINED ->
                throw new RefusedException(
                        Refusal.STATE_CONFLICT, declined(found.enrollment().decisionMessage()));
            case CANCELLED, REFUSED, FAILED -> Optional.empty();
        };
    }

    private static String declined(@Nullable String message) {
        return message == null || message.isBlank()
                ? "The request was declined."
                : "The request was declined: " + message;
    }

    private boolean isFresh(Certificate certificate) {
        Instant now = clock.instant();
        return certificate.state() == Certificate.State.VALID
                && !certificate.isExpired(now)
                && now.isBefore(certificate.issuedAt().plus(REPEATED));
    }

    /** Same key and same names, in a CSR that may have been made anew (RFC 7030 §4.2.3). */
    private static String fingerprint(SimplePkiRequest csr, String more) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        CertificateNames names = csr.changedNames().orElseGet(csr::names);
        // DER tells itself where it ends, so that no two sequences of these are the same octets.
        text.writeBytes(csr.publicKey());
        text.writeBytes(names.subject());
        text.writeBytes(names.alternatives().orElse(new byte[] {5, 0}));
        text.writeBytes(more.getBytes(StandardCharsets.US_ASCII));
        return Sha256.hex(text.toByteArray());
    }

    private static EnrollmentRequest request(
            EstClient client, CertificateProfile profile, SimplePkiRequest csr, @Nullable String transactionKey) {
        EndpointAccount account = client.account();
        return new EnrollmentRequest(
                account.customer(),
                account.organization(),
                account.profile(),
                kind(client),
                csr.csr(),
                List.of(),
                account.termIn(profile.rules()),
                "",
                "",
                List.of(),
                client.actor(),
                RequestedVia.EST,
                transactionKey,
                waits(client));
    }

    private X509Certificate certificate(EstClient client, Outcome.Issued issued) {
        SignedCertificate signed = issued.signed();
        return CaCertificates.parse(
                signed == null
                        ? certificates
                                .require(client.account().customer(), issued.certificate())
                                .der()
                        : signed.der());
    }

    /** An account can be restricted to some of its organization's domains. */
    private static void requireCovered(EndpointAccount account, CheckedCsr csr) {
        account.findUncovered(csr).ifPresent(host -> {
            throw new RefusedException(
                    Refusal.IDENTIFIER_NOT_ALLOWED, "This account may not ask for names of " + host + ".");
        });
    }
}
