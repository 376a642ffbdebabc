package io.privyseal.conformance.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.client.Rest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;

/** Orders that wait for an administrator, seen by acme4j. */
class AcmeApprovalTest {
    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static AcmeSite site;

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static String reviewed;

    @BeforeAll
    static void start() throws Exception {
        site = AcmeSite.start(directory);
        reviewed = site.addEndpoint("reviewed", "none", "administrator");
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
    }

    @Test
    void issuesAfterAnApproval() throws Exception {
        Order order = executed("approved.test");
        Optional<Instant> again = order.fetch();
        assertThat(order.getStatus()).isEqualTo(Status.PROCESSING);
        assertThat(again).as("Retry-After").isPresent();

        decide("approve", "approved.test", "Known host");

        order.fetch();
        assertThat(order.getStatus()).isEqualTo(Status.VALID);
        assertThat(order.getCertificate().getCertificate().getSubjectAlternativeNames())
                .containsExactly(List.of(2, "approved.test"));
    }

    @Test
    void tellsWhyAnOrderWasDeclined() throws Exception {
        Order order = executed("declined.test");
        order.fetch();
        assertThat(order.getStatus()).isEqualTo(Status.PROCESSING);

        decide("decline", "declined.test", "This host was retired");

        order.fetch();
        assertThat(order.getStatus()).isEqualTo(Status.INVALID);
        Problem problem = order.getError().orElseThrow();
        assertThat(problem.getDetail().orElseThrow()).contains("This host was retired");
        assertThat(problem.getType()).hasToString("urn:ietf:params:acme:error:unauthorized");
    }

    private static Order executed(String name) throws Exception {
        Acme4j client = new Acme4j(site, Files.createDirectories(directory.resolve(name)));
        return client.execute(CertificateOrder.of(reviewed, name));
    }

    private static void decide(String decision, String name, String message) throws Exception {
        String waiting = site.rest().get("/api/ssl/v1?subjectAlternativeName=" + name);
        site.rest().post("/api/ssl/v1/" + decision + "/" + Rest.member(waiting, "sslId"), """
            {"message":"%s"}\
            """.formatted(message));
    }
}
