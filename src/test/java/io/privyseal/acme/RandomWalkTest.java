package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.OrderStatus;
import io.privyseal.protocol.acme.ProblemException;
import io.privyseal.protocol.acme.ProblemType;
import io.privyseal.protocol.acme.RevocationRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Many accounts doing what comes to their minds, beside a model that says after each step what an order must be.
 *
 * <p>{@code -Dacme.walk=10000} walks longer than every build does, {@code -Dacme.walk.seed} another way.
 */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class RandomWalkTest {
    private static final int OPERATIONS = Integer.getInteger("acme.walk", 1_500);
    private static final long SEED = Long.getLong("acme.walk.seed", 20_260_521);
    private static final int ACCOUNTS = 50;
    private static final int THREADS = 5;
    private static final List<String> NAMES =
            List.of("a.example.test", "b.example.test", "c.example.test", "*.example.test");

    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    Accounts accounts;

    @Inject
    Orders orders;

    @Inject
    OrderRecords records;

    @Inject
    Authorizations authorizations;

    @Inject
    RevokingRights revoking;

    @Inject
    Nonces nonces;

    @Inject
    Certificates certificates;

    @Inject
    MovableClock clock;

    @SuppressWarnings("NullAway.Init") // made at the beginning of each walk
    private Tenant tenant;

    @SuppressWarnings("NullAway.Init") // made at the beginning of each walk
    private EnrollmentEndpoint endpoint;

    @AfterEach
    void returnToThePresent() {
        clock.comeBack();
    }

    @Test
    void leavesNoOrderInAWrongStateWhileTimePasses() {
        Random random = new Random(SEED);
        List<Walker> walkers = walkers(random);
        for (int i = 0; i < OPERATIONS; i++) {
            if (random.nextInt(40) == 0) {
                clock.goAhead(Duration.ofHours(random.nextInt(1, 12)));
            }
            walkers.get(random.nextInt(walkers.size())).step();
        }
        requireTruth(walkers);
    }

    @Test
    void leavesNoOrderInAWrongStateWhenAllWalkAtOnce() throws Exception {
        List<Walker> walkers = walkers(new Random(SEED + 1));
        List<Callable<Integer>> groups = new ArrayList<>();
        for (int group = 0; group < THREADS; group++) {
            int first = group;
            Random random = new Random(SEED + 2 + group);
            groups.add(() -> {
                for (int i = 0; i < OPERATIONS / THREADS; i++) {
                    walkers.get(first + THREADS * random.nextInt(ACCOUNTS / THREADS))
                            .step();
                }
                return first;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> done : threads.invokeAll(groups)) {
                done.get();
            }
        }
        requireTruth(walkers);
    }

    private List<Walker> walkers(Random random) {
        tenant = tenants.create();
        endpoint = clients.endpoint(tenant, TestOrders.NO_LIMITS);
        List<Walker> walkers = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            walkers.add(new Walker(clients.account(endpoint), new Random(random.nextLong())));
        }
        return walkers;
    }

    private void requireTruth(List<Walker> walkers) {
        walkers.forEach(Walker::requireAll);
        long valid = walkers.stream().mapToLong(Walker::issued).sum();
        assertThat(valid).isPositive();
        // One for each valid order, and none that no order has.
        assertThat(clients.issued(tenant.customer())).isEqualTo(valid);
    }

    /** What must be true of an authorization. */
    private static final class ModelAuthorization {
        private final boolean wildcard;
        private final String name;
        private AuthorizationStatus stored;
        private Instant expires;

        ModelAuthorization(Authorization real) {
            wildcard = real.wildcard();
            name = real.identifier().value();
            stored = AuthorizationStatus.PENDING;
            expires = real.expires();
        }

        AuthorizationStatus status(Instant now) {
            if (now.isBefore(expires)) {
                return stored;
            }
            return switch (stored) {
                case PENDING -> AuthorizationStatus.INVALID;
                case VALID -> AuthorizationStatus.EXPIRED;
                case INVALID, DEACTIVATED, EXPIRED, REVOKED -> stored;
            };
        }

        boolean isFor(Identifier identifier) {
            return wildcard == identifier.isWildcard()
                    && name.equals(identifier.withoutWildcard().value());
        }
    }

    /** What must be true of an order. */
    private static final class ModelOrder {
        private final Order real;
        private byte @Nullable [] csr;

        private boolean revoked;

        ModelOrder(Order real) {
            this.real = real;
        }
    }

    /** An account and what it must be like. */
    private final class Walker {
        private final Random random;
        private final Map<Long, ModelAuthorization> known = new HashMap<>();
        private final List<ModelOrder> ordered = new ArrayList<>();
        private Account account;

        Walker(Account account, Random random) {
            this.account = account;
            this.random = random;
        }

        long issued() {
            return ordered.stream().filter(order -> order.csr != null).count();
        }

        void step() {
            int choice = random.nextInt(100);
            if (choice < 18 || ordered.isEmpty()) {
                order();
            } else if (choice < 22) {
                authorizeBeforehand();
            } else if (choice < 50) {
                answer();
            } else if (choice < 72) {
                finish();
            } else if (choice < 77) {
                deactivate();
            } else if (choice < 80) {
                changeKey();
            } else if (choice < 84) {
                revoke();
            } else if (choice < 90) {
                replay();
            } else {
                require(some(ordered));
            }
        }

        private <T> T some(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private void order() {
            Set<String> names = new HashSet<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                names.add(some(NAMES));
            }
            Order made = clients.order(endpoint, account, names.toArray(String[]::new));
            List<Authorization> needed = authorizations.of(made);
            assertThat(needed).hasSize(names.size());
            for (int i = 0; i < needed.size(); i++) {
                meet(needed.get(i), made.identifiers().get(i));
            }
            ModelOrder order = new ModelOrder(made);
            ordered.add(order);
            require(order);
        }

        private void authorizeBeforehand() {
            Identifier identifier = Identifier.dns(some(NAMES.subList(0, 3)));
            meet(authorizations.beforehand(endpoint, account, identifier), identifier);
        }

        /** One that is valid is given again, and only such a one. */
        private void meet(Authorization real, Identifier wanted) {
            boolean one = known.values().stream()
                    .anyMatch(model -> model.isFor(wanted) && model.status(now()) == AuthorizationStatus.VALID);
            assertThat(known.containsKey(real.id())).isEqualTo(one);
            ModelAuthorization model = known.computeIfAbsent(real.id(), _ -> new ModelAuthorization(real));
            assertThat(model.isFor(wanted)).isTrue();
            assertThat(real.status(now())).isEqualTo(model.status(now()));
        }

        private void answer() {
            List<Long> ids = List.copyOf(known.keySet());
            long id = some(random.nextBoolean() ? ids : some(ordered).real.authorizations());
            Authorization real = authorizations.require(account, id);
            ModelAuthorization model = Objects.requireNonNull(known.get(id));
            assertThat(real.status(now())).isEqualTo(model.status(now()));
            boolean pending = model.status(now()) == AuthorizationStatus.PENDING;
            if (random.nextInt(6) == 0) {
                clients.miss(endpoint, account, real);
                if (pending) {
                    model.stored = AuthorizationStatus.INVALID;
                }
                return;
            }
            clients.prove(endpoint, account, real);
            if (pending) {
                model.stored = AuthorizationStatus.VALID;
                model.expires = authorizations.require(account, id).expires();
                assertThat(Duration.between(now(), model.expires))
                        .isBetween(
                                TestOrders.LIFETIMES.authorization().minusMinutes(1),
                                TestOrders.LIFETIMES.authorization());
            }
        }

        private void finish() {
            ModelOrder order = some(ordered);
            List<String> names = new ArrayList<>(
                    order.real.identifiers().stream().map(Identifier::value).toList());
            boolean right = random.nextInt(5) != 0;
            if (!right) {
                names.add("z.example.test");
            }
            byte[] csr = random.nextBoolean() && order.csr != null && right ? order.csr : TestOrders.csr(names);
            OrderStatus before = expected(order);
            String answer = answerOf(() -> clients.finalizeOrder(endpoint, account, order.real.id(), csr)
                    .status()
                    .name());
            boolean repeated = order.csr != null && Arrays.equals(csr, order.csr);
            if (before == OrderStatus.READY) {
                assertThat(answer).isEqualTo(right ? OrderStatus.VALID.name() : ProblemType.BAD_CSR.name());
                if (right) {
                    order.csr = csr;
                }
            } else {
                assertThat(answer).isEqualTo(repeated ? OrderStatus.VALID.name() : ProblemType.ORDER_NOT_READY.name());
            }
            require(order);
        }

        private void deactivate() {
            long id = some(List.copyOf(known.keySet()));
            ModelAuthorization model = Objects.requireNonNull(known.get(id));
            AuthorizationStatus before = model.stored;
            String answer = answerOf(
                    () -> authorizations.deactivate(account, id).stored().name());
            if (before == AuthorizationStatus.PENDING || before == AuthorizationStatus.VALID) {
                assertThat(answer).isEqualTo(AuthorizationStatus.DEACTIVATED.name());
                model.stored = AuthorizationStatus.DEACTIVATED;
            } else {
                assertThat(answer).isEqualTo(ProblemType.MALFORMED.name());
            }
        }

        private void changeKey() {
            assertThat(accounts.changeKey(endpoint, account, TestOrders.newKey(), TestOrders.CLIENT))
                    .isEmpty();
            // The old key is another account's problem now.
            assertThat(answerOf(() -> accounts.changeKey(endpoint, account, TestOrders.newKey(), TestOrders.CLIENT)
                            .toString()))
                    .isEqualTo(ProblemType.UNAUTHORIZED.name());
            account = clients.account(endpoint, account);
        }

        private void revoke() {
            List<ModelOrder> issued =
                    ordered.stream().filter(order -> order.csr != null).toList();
            if (issued.isEmpty()) {
                return;
            }
            ModelOrder order = some(issued);
            Certificate certificate = certificate(order);
            String body = "{\"certificate\":\""
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(certificate.der()) + "\",\"reason\":4}";
            String answer = answerOf(() -> {
                revoking.revokeByAccount(
                        account, RevocationRequest.parse(body.getBytes(StandardCharsets.UTF_8)), TestOrders.CLIENT);
                return "done";
            });
            assertThat(answer).isEqualTo(order.revoked ? ProblemType.ALREADY_REVOKED.name() : "done");
            order.revoked = true;
            require(order);
        }

        private void replay() {
            String nonce = nonces.next();
            assertThat(nonces.redeem(nonce)).isTrue();
            assertThat(nonces.redeem(nonce)).isFalse();
        }

        private OrderStatus expected(ModelOrder order) {
            Collection<AuthorizationStatus> states = order.real.authorizations().stream()
                    .map(id -> Objects.requireNonNull(known.get(id)).status(now()))
                    .toList();
            return OrderStatus.of(
                    order.csr == null ? OrderStatus.Issuance.NOT_REQUESTED : OrderStatus.Issuance.ISSUED,
                    states,
                    order.real.expires(),
                    now());
        }

        void requireAll() {
            ordered.forEach(this::require);
            ordered.stream().filter(order -> order.csr != null).forEach(this::requireFit);
        }

        private void require(ModelOrder order) {
            Orders.Current current = orders.require(account, order.real.id());
            assertThat(current.status()).isEqualTo(expected(order));
            assertThat(current.order().identifiers()).isEqualTo(order.real.identifiers());
            assertThat(current.order().certificate() != null).isEqualTo(order.csr != null);
        }

        private void requireFit(ModelOrder order) {
            Certificate certificate = certificate(order);
            assertThat(Set.copyOf(IssuedCertificates.identifiers(certificate)))
                    .isEqualTo(Set.copyOf(order.real.identifiers()));
            assertThat(certificate.state() == Certificate.State.REVOKED).isEqualTo(order.revoked);
        }

        private Certificate certificate(ModelOrder order) {
            return certificates.require(
                    tenant.customer(),
                    TestOrders.required(
                            records.require(account, order.real.id()).certificate()));
        }

        private Instant now() {
            return clock.instant();
        }
    }

    private interface Call {
        String run();
    }

    private static String answerOf(Call call) {
        try {
            return call.run();
        } catch (ProblemException e) {
            return e.problem().type().name();
        } catch (RefusedException e) {
            return AcmeProblems.typeOf(e.reason()).name();
        }
    }
}
