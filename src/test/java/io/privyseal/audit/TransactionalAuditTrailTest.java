package io.privyseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.platform.RefusedException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The trail inside real transactions. Each test writes for a customer of its own, since the database is shared. */
@QuarkusTest
class TransactionalAuditTrailTest {
    private static final AtomicLong CUSTOMERS = new AtomicLong(770_000);

    @Inject
    AuditTrail trail;

    @Inject
    AuditReader reader;

    @Inject
    AuditCheckpointSigner signer;

    @Inject
    DataSource dataSource;

    @Inject
    TransactionSynchronizationRegistry transactions;

    private final CustomerId customer = new CustomerId(CUSTOMERS.incrementAndGet());

    private AuditEvent event(String action, String actor, String objectType, String objectId) {
        return new AuditEvent(
                customer,
                new Actor(Actor.Kind.ADMINISTRATOR, actor, 5L, "192.0.2.9"),
                action,
                objectType,
                objectId,
                Map.of(),
                Map.of("name", "Zürich 😀 \"quoted\""));
    }

    private AuditEvent event(String action) {
        return event(action, "admin", "organization", "1");
    }

    private void commit(AuditEvent... events) {
        QuarkusTransaction.requiringNew().run(() -> List.of(events).forEach(trail::record));
    }

    private List<AuditEntry> find(AuditFilter filter) {
        return reader.find(customer, filter, Page.FIRST).items();
    }

    private List<String> actions(AuditFilter filter) {
        return find(filter).stream().map(entry -> entry.event().action()).toList();
    }

    private VerificationReport verify() {
        return new AuditVerifier(dataSource).verify(List.of(signer.publicKey()), List.of());
    }

    @Test
    void readsBackWhatWasRecorded() {
        AuditEvent event = new AuditEvent(
                customer,
                new Actor(Actor.Kind.HOLDER, "holder", null, null),
                "certificate.revoke",
                "certificate",
                "17",
                Map.of("status", "Issued"),
                Map.of("status", "Revoked", "reason", "keyCompromise"));

        commit(event);

        assertThat(find(AuditFilter.ALL)).singleElement().satisfies(entry -> {
            assertThat(entry.event()).isEqualTo(event);
            assertThat(entry.hash()).hasSize(64);
        });
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void keepsTheEntriesOfOneTransactionTogetherInOneLane() {
        commit(event("one"), event("two"), event("three"));

        List<AuditEntry> entries = find(AuditFilter.ALL);
        assertThat(entries).hasSize(3);
        assertThat(entries.stream().map(AuditEntry::id).map(id -> id.substring(0, id.indexOf('-'))))
                .containsOnly(entries.getFirst()
                        .id()
                        .substring(0, entries.getFirst().id().indexOf('-')));
        assertThat(actions(AuditFilter.ALL)).containsExactly("three", "two", "one");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void leavesNoGapWhenATransactionRollsBack() {
        commit(event("before"));
        QuarkusTransaction.begin();
        trail.record(event("lost"));
        QuarkusTransaction.rollback();
        commit(event("after"));

        assertThat(actions(AuditFilter.ALL)).containsExactly("after", "before");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void leavesNoGapWhenTheCommitFailsAfterTheEntriesWereWritten() {
        commit(event("before"));
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    trail.record(event("lost"));
                    failAfterTheTrailHasWritten();
                }))
                .isInstanceOf(RuntimeException.class);
        commit(event("after"));

        assertThat(actions(AuditFilter.ALL)).containsExactly("after", "before");
        assertThat(verify().findings()).isEmpty();
    }

    private void failAfterTheTrailHasWritten() {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                throw new IllegalStateException("too late");
            }

            @Override
            public void afterCompletion(int status) {}
        });
    }

    @Test
    void keepsWhatIsRecordedWhileTheTransactionCompletes() {
        QuarkusTransaction.requiringNew().run(() -> {
            trail.record(event("early"));
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    trail.record(event("late"));
                }

                @Override
                public void afterCompletion(int status) {}
            });
        });

        assertThat(actions(AuditFilter.ALL)).containsExactly("late", "early");
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void refusesToRecordOutsideOfATransaction() {
        assertThatThrownBy(() -> trail.record(event("x"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void chainsWhatManyWritersRecordAtOnce() throws Exception {
        int writers = 16;
        int rounds = 50;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                running.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        if (round % 5 == 4) {
                            assertThatThrownBy(this::rollBack).isInstanceOf(UnsupportedOperationException.class);
                            continue;
                        }
                        commit(event("first"), event("second"));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        VerificationReport report = verify();
        assertThat(report.findings()).isEmpty();
        assertThat(reader.find(customer, AuditFilter.ALL, Page.FIRST).total()).isEqualTo(8L * writers * rounds / 5);
        assertThat(report.lanes()).isLessThanOrEqualTo(writers);
    }

    private void rollBack() {
        QuarkusTransaction.requiringNew().run(() -> {
            trail.record(event("lost"));
            throw new UnsupportedOperationException("rolls back");
        });
    }

    @Test
    void storesTextThatADatabaseWouldRefuse() {
        AuditEvent event = new AuditEvent(
                customer,
                new Actor(Actor.Kind.SYSTEM, "n".repeat(1000), null, null),
                "x",
                "organization",
                "a\0b\uD800",
                Map.of("k\0", "v".repeat(20_000)),
                Map.of());

        commit(event);

        assertThat(find(AuditFilter.ALL)).singleElement().satisfies(entry -> {
            assertThat(entry.event().objectId()).isEqualTo("a\uFFFDb\uFFFD");
            assertThat(entry.event().actor().name()).hasSize(320).endsWith("…");
            assertThat(entry.event().before()).containsOnlyKeys("k\uFFFD");
        });
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void filtersByEachCriterion() {
        commit(
                event("organization.create", "alice", "organization", "8"),
                event("certificate.revoke", "bob", "certificate", "8"),
                event("request.approve", "alice", "request", "8"));

        assertThat(actions(filter("alice", null, null, null, null)))
                .containsExactly("request.approve", "organization.create");
        assertThat(actions(filter(null, "certificate.revoke", null, null, null)))
                .hasSize(1);
        assertThat(actions(filter(null, null, "organization", null, null))).containsExactly("organization.create");
        assertThat(actions(filter(null, null, null, "8", null))).hasSize(3);
        assertThat(actions(filter(null, null, null, "9", null))).isEmpty();
        assertThat(actions(filter(null, null, null, null, 8L)))
                .containsExactly("request.approve", "certificate.revoke");
        assertThatThrownBy(() -> actions(filter("a\0", null, null, null, null))).isInstanceOf(RefusedException.class);
    }

    private static AuditFilter filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String objectType,
            @Nullable String objectId,
            @Nullable Long request) {
        return new AuditFilter(null, null, actor, action, objectType, objectId, request, null);
    }

    @Test
    void filtersByTimeWithTheStartAndWithoutTheEnd() {
        commit(event("x"));
        Instant time = find(AuditFilter.ALL).getFirst().occurredAt();

        assertThat(find(new AuditFilter(time, time.plusNanos(1000), null, null, null, null, null, null)))
                .hasSize(1);
        assertThat(find(new AuditFilter(null, time, null, null, null, null, null, null)))
                .isEmpty();
        assertThat(find(new AuditFilter(time.plusNanos(1000), null, null, null, null, null, null, null)))
                .isEmpty();
    }

    @Test
    void pagesByPositionAndByTheLastEntrySeen() {
        for (int i = 0; i < 7; i++) {
            commit(event("a" + i));
        }
        List<String> all = actions(AuditFilter.ALL);
        assertThat(all).hasSize(7).doesNotHaveDuplicates();

        assertThat(reader.find(customer, AuditFilter.ALL, new Page(2, 3)).items().stream()
                        .map(entry -> entry.event().action()))
                .containsExactlyElementsOf(all.subList(2, 5));
        String seen = find(AuditFilter.ALL).get(3).id();
        assertThat(actions(new AuditFilter(null, null, null, null, null, null, null, seen)))
                .containsExactlyElementsOf(all.subList(4, 7));
        assertThat(reader.find(customer, AuditFilter.ALL, new Page(0, 0)).total())
                .isEqualTo(7);
    }

    @Test
    void showsNothingOfOtherCustomers() {
        commit(event("x"));
        String id = find(AuditFilter.ALL).getFirst().id();
        CustomerId other = new CustomerId(CUSTOMERS.incrementAndGet());

        assertThat(reader.find(other, AuditFilter.ALL, Page.FIRST).total()).isZero();
        AuditFilter afterForeign = new AuditFilter(null, null, null, null, null, null, null, id);
        assertThatThrownBy(() -> reader.find(other, afterForeign, Page.FIRST)).isInstanceOf(RefusedException.class);
        for (String unknown : List.of("", "-", "x", "1-", "1-x", "99999999999999999999-1", "0-0")) {
            AuditFilter after = new AuditFilter(null, null, null, null, null, null, null, unknown);
            assertThatThrownBy(() -> find(after)).isInstanceOf(RefusedException.class);
        }
    }
}
