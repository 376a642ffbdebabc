package io.privyseal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointFilter;
import io.privyseal.endpoint.Endpoints;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ExternalAccountPolicy;
import io.privyseal.endpoint.IdentifierType;
import io.privyseal.organization.Customers;
import io.privyseal.organization.Reach;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Page;
import io.privyseal.profile.ProfileId;
import io.privyseal.rest.FirstStartProfile;
import io.privyseal.rest.NewServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FirstStartProfile.class)
class StarterAcmeEndpointTest {
    private static final String STEP = "acme";

    @Inject
    NewServer server;

    @Inject
    Customers customers;

    @Inject
    Endpoints endpoints;

    @Inject
    StarterAcmeEndpoint starter;

    @Inject
    SetupSteps steps;

    @Test
    void servesClientsOnThisHostWithoutAnAccountElsewhere() {
        EnrollmentEndpoint made =
                endpoints.findByUriExtension(EndpointDoor.ACME, "starter").orElseThrow();
        assertThat(made.customer()).isEqualTo(customer());
        assertThat(made.organization().value()).isEqualTo(server.organization());
        assertThat(made.enabled()).isTrue();
        assertThat(made.acme().externalAccounts()).isEqualTo(ExternalAccountPolicy.NONE);
        assertThat(made.acme().namesNeedProof()).isTrue();
        assertThat(made.acme().identifiers()).containsExactlyInAnyOrder(IdentifierType.values());
        assertThat(made.acme().loopbackTargets()).isTrue();
        assertThat(made.acme().defaultProfile().profile()).isEqualTo(new ProfileId(server.profile("ACME SSL")));
        assertThat(made.acme().admits(AddressRange.address("127.0.0.1"))).isTrue();
        assertThat(made.acme().admits(AddressRange.address("::1"))).isTrue();
        assertThat(made.acme().admits(AddressRange.address("192.0.2.1"))).isFalse();
    }

    @Test
    void isNamedInTheFirstRunFile() {
        assertThat(server.firstRun().getString("urls.acme")).matches("https://.+/acme/starter/directory");
        server.master()
                .get("/api/profile/v1/" + server.profile("ACME SSL"))
                .then()
                .statusCode(200)
                .body("names", contains("DNS", "IP"))
                .body("approval", equalTo("automatic"))
                .body("terms", contains(30, 90, 365));
    }

    @Test
    void isNotMadeASecondTime() {
        List<EnrollmentEndpoint> before = all();
        starter.beforeListening();
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void isLeftAloneByAStartThatGoesOnWhereAnotherWasCutOff() {
        List<EnrollmentEndpoint> before = all();
        QuarkusTransaction.requiringNew().run(() -> steps.deleteById(STEP));
        starter.beforeListening();
        assertThat(all()).isEqualTo(before);
        assertThat(steps.isDone(STEP)).isTrue();
    }

    private List<EnrollmentEndpoint> all() {
        return endpoints
                .list(customer(), Reach.everything(), new EndpointFilter(null, "starter", Set.of()), Page.FIRST)
                .items();
    }

    private CustomerId customer() {
        return customers.findByUri(FirstStart.CUSTOMER_URI).orElseThrow().id();
    }
}
