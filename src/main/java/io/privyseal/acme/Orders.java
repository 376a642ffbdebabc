package io.privyseal.acme;

import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.csr.CheckedCsr;
import io.privyseal.endpoint.AcmeSettings;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.OfferedProfile;
import io.privyseal.enrollment.DoorClaim;
import io.privyseal.enrollment.EnrollmentPipeline;
import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.enrollment.Outcome;
import io.privyseal.enrollment.RequestedVia;
import io.privyseal.inventory.CertificateId;
import io.privyseal.organization.CertificateKind;
import io.privyseal.platform.PublicKeys;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Sha256;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.IdentifierType;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From an order to its certificate (RFC 8555 §7.4). No method is a transaction: the pipeline has its own. */
@Singleton
class Orders {
    private final OrderRecords records;
    private final EnrollmentPipeline pipeline;

    Orders(OrderRecords records, EnrollmentPipeline pipeline) {
        this.records = records;
        this.pipeline = pipeline;
    }

    /** An order as it is now. */
    record Current(Order order, OrderStatus status) {
        static Current of(Order order, List<AuthorizationStatus> states, Instant now) {
            return new Current(order, order.status(states, now));
        }
    }

    /** The account's order; one that is being processed is brought up to date first. */
    Current require(Account account, long id) {
        Current current = records.current(account, id);
        return current.order().state() == Order.State.PROCESSING
                ? records.current(settle(account, current.order()))
                : current;
    }

    /** What an administrator decided, or a server that stopped has left. */
    private Order settle(Account account, Order order) {
        return pipeline.find(order.customer(), order.transactionKey())
                .map(outcome -> conclude(account, order, outcome))
                .orElse(order);
    }

    private Order conclude(Account account, Order order, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Issued issued -> records.complete(account, order, issued.certificate());
            case Outcome.Pending _ -> order;
            case Outcome.Refused refused ->
                records.fail(
                        account,
                        order,
                        Objects.requireNonNullElse(order.csrSha256(), ""),
                        AcmeProblems.of(refused.reason(), refused.detail()));
        };
    }

    /** Who wants to have an order fulfilled, with which CSR. */
    record FinalizeCall(EnrollmentEndpoint endpoint, Account account, byte[] csr, ClientInfo client) {}

    /**
     * Takes the CSR of a ready order and has its certificate issued.
     *
     * <p>The same CSR again is the same request: it gets the order as it is. Of several at once one is taken.
     *
     * @param call asked once, in the transaction that claims the order
     * @throws ProblemException when the order is not ready, or the CSR is not for it: it then stays ready
     */
    Current finalizeOrder(Supplier<FinalizeCall> call, long id) {
        Finalization finalization = new Finalization(call, id);
        return pipeline.submit(finalization)
                .map(finalization::conclude)
                .map(records::current)
                .orElseGet(finalization::found);
    }

    /** One attempt to have an order fulfilled. */
    private final class Finalization implements DoorClaim {
        private final Supplier<FinalizeCall> caller;
        private final long id;

        private @Nullable FinalizeCall call;
        private @Nullable Order claimed;
        private @Nullable Problem lapsed;
        private boolean completed;

        Finalization(Supplier<FinalizeCall> caller, long id) {
            this.caller = caller;
            this.id = id;
        }

        @Override
        public Optional<Wanted> claim() {
            FinalizeCall by = caller.get();
            call = by;
            EnrollmentEndpoint endpoint = by.endpoint();
            Account account = by.account();
            Current current = records.current(account, id);
            if (current.status() != OrderStatus.READY) {
                return Optional.empty();
            }
            Order order = current.order();
            OfferedProfile offered = offered(endpoint, order);
            CheckedCsr csr = check(by.csr());
            requireFit(order, account, csr);
            lapsed = records.failUnproven(endpoint, account, order).orElse(null);
            return lapsed == null
                    ? records.claim(endpoint, account, order, offered, Sha256.hex(by.csr()))
                            .map(claim -> new Wanted(request(by, claim, offered), csr))
                    : Optional.empty();
        }

        private EnrollmentRequest request(FinalizeCall by, OrderRecords.Claim claim, OfferedProfile offered) {
            Order order = claim.order();
            claimed = order;
            return new EnrollmentRequest(
                    order.customer(),
                    claim.organization(),
                    offered.profile(),
                    CertificateKind.SSL,
                    by.csr(),
                    List.of(),
                    offered.termIn(claim.profile().rules()),
                    "",
                    "",
                    List.of(),
                    by.account().actor(by.client().address()),
                    RequestedVia.ACME,
                    order.transactionKey(),
                    by.endpoint().acme().approval() == AcmeSettings.Approval.ADMINISTRATOR,
                    order.validity(),
                    null);
        }

        @Override
        public void issued(CertificateId certificate, Instant notAfter) {
            completed = records.complete(account(), claimed(), certificate, notAfter);
        }

        private FinalizeCall call() {
            return Objects.requireNonNull(call, "an answer before the call");
        }

        private Account account() {
            return call().account();
        }

        private Order claimed() {
            return Objects.requireNonNull(claimed, "an outcome without a claim");
        }

        private Order conclude(Outcome outcome) {
            return switch (outcome) {
                case Outcome.Issued issued when completed -> claimed().completed(issued.certificate());
                // §7.4: with a better CSR the order can still be fulfilled.
                case Outcome.Refused refused
                when isAboutTheCsr(refused.reason()) ->
                    throw AcmeProblems.of(refused.reason(), refused.detail()).asException();
                default -> Orders.this.conclude(account(), claimed(), outcome);
            };
        }

        /** The order where this attempt changed nothing. */
        private Current found() {
            if (lapsed != null) {
                throw lapsed.asException();
            }
            Current current = require(account(), id);
            boolean repeated = Sha256.hex(call().csr()).equals(current.order().csrSha256());
            if (repeated && (current.status() == OrderStatus.PROCESSING || current.status() == OrderStatus.VALID)) {
                return current;
            }
            throw Problem.of(
                            ProblemType.ORDER_NOT_READY,
                            "The order is " + current.status().wireName() + ", not ready.")
                    .asException();
        }
    }

    private static boolean isAboutTheCsr(Refusal reason) {
        return AcmeProblems.typeOf(reason) == ProblemType.BAD_CSR
                || AcmeProblems.typeOf(reason) == ProblemType.BAD_PUBLIC_KEY
                || reason.category() == Refusal.Category.BUSY;
    }

    private static OfferedProfile offered(EnrollmentEndpoint endpoint, Order order) {
        return endpoint.acme()
                .profile(order.profile())
                // draft-ietf-acme-profiles: it may be gone since the order was made.
                .orElseThrow(() -> Problem.of(
                                ProblemType.INVALID_PROFILE,
                                "The profile \"" + order.profile() + "\" is not offered any more.")
                        .asException());
    }

    private CheckedCsr check(byte[] der) {
        try {
            return pipeline.check(der);
        } catch (RefusedException e) {
            throw Problem.of(ProblemType.BAD_CSR, e.detail()).asException();
        }
    }

    /** RFC 8555 §7.4: exactly the names of the order, and a key of its own (§11.1). */
    private static void requireFit(Order order, Account account, CheckedCsr csr) {
        if (!csr.unsupportedNameKinds().isEmpty()) {
            throw badCsr(
                    "The CSR asks for names of a kind that no order can have: " + csr.unsupportedNameKinds() + ".");
        }
        Set<Identifier> asked = new HashSet<>();
        for (SubjectAlternativeName name : csr.names()) {
            asked.add(identifier(name));
        }
        csrCommonName(csr).ifPresent(asked::add);
        Set<Identifier> ordered = Set.copyOf(order.identifiers());
        if (!asked.equals(ordered)) {
            Set<Identifier> missing = new HashSet<>(ordered);
            missing.removeAll(asked);
            Set<Identifier> other = new HashSet<>(asked);
            other.removeAll(ordered);
            throw badCsr("The names of the CSR are not those of the order: missing " + values(missing)
                    + ", not ordered " + values(other) + ".");
        }
        if (Arrays.equals(
                PublicKeys.encoded(csr.publicKey()), account.key().publicKey().getEncoded())) {
            throw badCsr("The CSR has the key of the account.");
        }
    }

    private static Identifier identifier(SubjectAlternativeName name) {
        try {
            return switch (name.kind()) {
                case DNS -> Identifier.dns(name.value());
                case IP -> Identifier.ip(name.value());
                case EMAIL, URI, UPN ->
                    throw badCsr("The CSR asks for a name of a kind that no order can have: " + name.value() + ".");
            };
        } catch (ProblemException e) {
            throw badCsr(e.problem().detail());
        }
    }

    private static Optional<Identifier> csrCommonName(CheckedCsr csr) {
        return csr.commonName().map(text -> {
            try {
                return text.indexOf(':') >= 0 || text.chars().allMatch(c -> c == '.' || Character.isDigit(c))
                        ? Identifier.ip(text)
                        : Identifier.dns(text.toLowerCase(Locale.ROOT));
            } catch (ProblemException e) {
                throw badCsr("The common name of the CSR is no name of the order. "
                        + e.problem().detail());
            }
        });
    }

    private static String values(Set<Identifier> identifiers) {
        return identifiers.stream()
                .map(Identifier::value)
                .sorted()
                .limit(10)
                .toList()
                .toString();
    }

    private static ProblemException badCsr(String detail) {
        return Problem.of(ProblemType.BAD_CSR, detail).asException();
    }

    /** Names of the kind that an endpoint serves. */
    static boolean isServed(AcmeSettings settings, IdentifierType type) {
        return settings.identifiers()
                .contains(
                        switch (type) {
                            case DNS -> io.privyseal.endpoint.IdentifierType.DNS;
                            case IP -> io.privyseal.endpoint.IdentifierType.IP;
                        });
    }
}
