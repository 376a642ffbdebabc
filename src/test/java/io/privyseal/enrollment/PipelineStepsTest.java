package io.privyseal.enrollment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.enrollment.TestTenants.Tenant;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What monitoring and the log show of an enrollment, and what they must not. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class PipelineStepsTest {
    private static final String WRONG_PASSWORD = "entirely wrong secret";

    @Inject
    TestTenants tenants;

    private final Collected log = new Collected();

    @BeforeEach
    void listen() {
        log.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(log);
        Logger.getLogger("io.privyseal").setLevel(Level.ALL);
        Logger.getLogger("org.hibernate.SQL").setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        Logger.getLogger("").removeHandler(log);
        Logger.getLogger("io.privyseal").setLevel(null);
        Logger.getLogger("org.hibernate.SQL").setLevel(null);
    }

    @Test
    void timesEachStepAndCountsOutcomes() {
        Tenant tenant = tenants.create();
        enroll(tenant, TestTenants.PASSWORD, "timed.example.test").then().statusCode(200);
        enroll(tenant, TestTenants.PASSWORD, "timed.elsewhere.test").then().statusCode(400);
        String metrics = given().get("/metrics").asString();
        for (String step : List.of("check", "plan", "authorize", "seal", "intent", "sign", "result")) {
            assertThat(metrics).contains("privyseal_enrollment_step_seconds_count{step=\"" + step + "\"}");
        }
        assertThat(metrics)
                .contains("privyseal_enrollment_outcomes_total{outcome=\"issued\"}")
                .contains("privyseal_enrollment_outcomes_total{outcome=\"IDENTIFIER_NOT_ALLOWED\"}");
    }

    @Test
    void logsOneLineForEachOutcome() {
        Tenant tenant = tenants.create();
        long id = enroll(tenant, TestTenants.PASSWORD, "logged.example.test")
                .jsonPath()
                .getLong("sslId");
        assertThat(log.lines().stream().filter(line -> line.contains("enrollment outcome=")))
                .singleElement()
                .asString()
                .contains("outcome=issued request=" + id + " certificate=");
    }

    @Test
    void logsNoPassword() {
        Tenant tenant = tenants.create();
        enroll(tenant, TestTenants.PASSWORD, "secret.example.test").then().statusCode(200);
        enroll(tenant, WRONG_PASSWORD, "secret.example.test").then().statusCode(401);
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(TestTenants.PASSWORD));
        assertThat(log.lines()).noneMatch(line -> line.contains(WRONG_PASSWORD));
        assertThat(given().get("/metrics").asString()).doesNotContain(TestTenants.PASSWORD);
    }

    private static Response enroll(Tenant tenant, String password, String name) {
        return given().header("login", TestTenants.ADMIN)
                .header("password", password)
                .header("customerUri", tenant.uri())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "orgId",
                        tenant.organization().value(),
                        "certType",
                        tenant.automatic().value(),
                        "term",
                        90,
                        "csr",
                        TestCsr.pem(name)))
                .post("/api/ssl/v1/enroll");
    }

    /** Everything that is logged, parameters and stack traces included. */
    private static final class Collected extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        List<String> lines() {
            return lines;
        }

        @Override
        public void publish(LogRecord record) {
            StringWriter text = new StringWriter();
            if (record instanceof org.jboss.logmanager.ExtLogRecord extended) {
                text.append(new PatternFormatter("%s").format(extended)).append(String.valueOf(extended.getMdcCopy()));
            }
            text.append(record.getMessage()).append(Arrays.toString(record.getParameters()));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(new PrintWriter(text));
            }
            lines.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
