package io.privyseal.platform.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.enrollment.EnrollmentRecovery;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.TestCsr;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.profile.ProfileId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The database is gone for a while (PostgreSQL), or its disk is full (H2). */
@QuarkusTest
@TestProfile(DatabaseOutageTest.WithAnOutage.class)
class DatabaseOutageTest {
    private static final long OUTAGE_MILLIS = 10_000;

    /** Set by {@link DatabaseOutage}. */
    public Consumer<Boolean> cable = _ -> {};

    @Inject
    TestTenants tenants;

    @Inject
    EnrollmentRecovery recovery;

    @Inject
    EntityManager entities;

    private Tenant tenant;

    @BeforeEach
    void makesATenant() {
        tenant = tenants.create();
    }

    @AfterEach
    void repairs() {
        FailingFilePath.FULL.set(false);
    }

    @Test
    @DisabledIfSystemProperty(named = "test.database", matches = "postgresql")
    void answers503WhileTheDiskIsFullAndWorksAgainAfterwards() throws InterruptedException {
        long waiting = id(enroll(tenant.reviewed()));
        long issued = id(enroll(tenant.automatic()));
        Map<String, Long> before = counts();
        breakDatabase();
        for (int i = 0; i < 3; i++) {
            unavailable(enroll(tenant.automatic()));
            unavailable(enroll(tenant.reviewed()));
            unavailable(approve(waiting));
            unavailable(revoke(issued));
        }
        repairDatabase();
        keptNothingHalf(before, waiting, issued);
    }

    @Test
    @EnabledIfSystemProperty(named = "test.database", matches = "postgresql")
    void answers503WhileTheDatabaseIsGoneAndWorksAgainAfterwards() throws InterruptedException {
        long waiting = id(enroll(tenant.reviewed()));
        long issued = id(enroll(tenant.automatic()));
        Map<String, Long> before = counts();
        breakDatabase();
        try {
            long end = System.nanoTime() + OUTAGE_MILLIS * 1_000_000;
            do {
                unavailable(enroll(tenant.automatic()));
                unavailable(enroll(tenant.reviewed()));
                unavailable(approve(waiting));
                unavailable(revoke(issued));
                Thread.sleep(500);
            } while (System.nanoTime() < end);
        } finally {
            repairDatabase();
        }
        keptNothingHalf(before, waiting, issued);
    }

    private void keptNothingHalf(Map<String, Long> before, long waiting, long issued) throws InterruptedException {
        eventually("sslId", () -> enroll(tenant.automatic()));
        recovery.recoverOwn();
        assertThat(counts())
                .containsEntry("requests", before.getOrDefault("requests", 0L) + 1)
                .containsEntry("issued", before.getOrDefault("issued", 0L) + 1)
                .containsEntry("revocations", 0L)
                .containsEntry("halfway", 0L);
        // The pool drops what the outage left in it within seconds; until then a request may still meet it.
        eventually("\"Issued\"", () -> {
            approve(waiting);
            recovery.recoverOwn();
            return details(waiting);
        });
        eventually("\"Revoked\"", () -> {
            revoke(issued);
            return details(issued);
        });
    }

    @Test
    @EnabledIfSystemProperty(named = "test.database", matches = "postgresql")
    void losesAndDuplicatesNothingWhenItFailsInTheMiddle() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        long answered;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> clients = IntStream.range(0, 4)
                    .mapToObj(_ -> threads.submit(() -> {
                        long successes = 0;
                        while (!stop.get()) {
                            Response answer = enroll(tenant.automatic());
                            assertThat(answer.statusCode()).isIn(200, 503);
                            successes += answer.statusCode() == 200 ? 1 : 0;
                        }
                        return successes;
                    }))
                    .toList();
            for (int i = 0; i < 3; i++) {
                Thread.sleep(700);
                breakDatabase();
                Thread.sleep(700);
                repairDatabase();
            }
            Thread.sleep(700);
            stop.set(true);
            answered = 0;
            for (Future<Long> client : clients) {
                answered += client.get();
            }
        }
        eventually("sslId", () -> enroll(tenant.automatic()));
        recovery.recoverOwn();
        Map<String, Long> counts = counts();
        assertThat(answered).isPositive();
        assertThat(counts).containsEntry("halfway", 0L);
        assertThat(counts.get("issued")).isGreaterThanOrEqualTo(answered + 1).isEqualTo(counts.get("requests"));
        assertThat(counts.get("certificates")).isEqualTo(counts.get("issued"));
    }

    private void breakDatabase() {
        FailingFilePath.FULL.set(true);
        cable.accept(false);
    }

    private void repairDatabase() {
        FailingFilePath.FULL.set(false);
        cable.accept(true);
    }

    private static void unavailable(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).matches("[0-9]+");
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.asString()).startsWith("{\"code\":-2,\"description\":\"");
    }

    private static void eventually(String part, Supplier<Response> attempt) throws InterruptedException {
        String last = "";
        for (int i = 0; i < 100; i++) {
            last = attempt.get().asString();
            if (last.contains(part)) {
                return;
            }
            Thread.sleep(200);
        }
        assertThat(last).contains(part);
    }

    private Response enroll(ProfileId profile) {
        Map<String, Object> body = new HashMap<>();
        body.put("orgId", tenant.organization().value());
        body.put("certType", profile.value());
        body.put("term", 90);
        body.put("csr", TestCsr.pem("www.example.test"));
        return request(body).post("/api/ssl/v1/enroll");
    }

    private static long id(Response answer) {
        answer.then().statusCode(200);
        return answer.jsonPath().getLong("sslId");
    }

    private Response approve(long id) {
        return request(Map.of("message", "Fine")).post("/api/ssl/v1/approve/" + id);
    }

    private Response revoke(long id) {
        return request(Map.of("reason", "Left")).post("/api/ssl/v1/revoke/" + id);
    }

    private Response details(long id) {
        return request(Map.of()).get("/api/ssl/v1/" + id);
    }

    private RequestSpecification request(Object body) {
        return given().header("login", TestTenants.ADMIN)
                .header("password", TestTenants.PASSWORD)
                .header("customerUri", tenant.uri())
                .contentType(ContentType.JSON)
                .body(body);
    }

    private Map<String, Long> counts() {
        return QuarkusTransaction.requiringNew()
                .call(() -> Map.of(
                        "requests", count("select count(*) from enrollment_request where customer_id = :id"),
                        "issued",
                                count("select count(*) from enrollment_request where customer_id = :id"
                                        + " and state = 'ISSUED'"),
                        "certificates",
                                count("select count(*) from certificate where customer_id = :id"
                                        + " and request_id is not null"),
                        "revocations", count("select count(*) from revocation where customer_id = :id"),
                        "halfway",
                                count("select count(*) from enrollment_request where customer_id = :id"
                                        + " and state in ('RECEIVED', 'APPROVED', 'ISSUING', 'FAILED')")));
    }

    private long count(String query) {
        return ((Number) entities.createNativeQuery(query, Long.class)
                        .setParameter("id", tenant.customer().value())
                        .getSingleResult())
                .longValue();
    }

    /** With a switch between the server and its database. */
    public static final class WithAnOutage extends EnrollmentTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("quarkus.datasource.jdbc.acquisition-timeout", "2");
            if (!"postgresql".equals(System.getProperty("test.database"))) {
                overrides.put("quarkus.datasource.jdbc.driver", FailingH2Driver.class.getName());
            }
            return overrides;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(DatabaseOutage.class));
        }
    }
}
