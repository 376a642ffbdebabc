package io.privyseal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privyseal.access.AdministratorId;
import io.privyseal.access.PasswordChanged;
import io.privyseal.audit.Actor;
import io.privyseal.endpoint.AccessCode;
import io.privyseal.endpoint.AccessCodeChanged;
import io.privyseal.endpoint.AccountAuthenticator;
import io.privyseal.endpoint.AccountAuthenticator.Authenticated;
import io.privyseal.endpoint.AccountAuthenticator.Wrong;
import io.privyseal.endpoint.EndpointAccount;
import io.privyseal.endpoint.EndpointAccounts;
import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EndpointType;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.ScepSettings.CaCertFormat;
import io.privyseal.organization.Customers;
import io.privyseal.organization.Reach;
import io.privyseal.platform.AddressRange;
import io.privyseal.platform.Home;
import io.privyseal.profile.ProfileId;
import io.privyseal.rest.FirstStartProfile;
import io.privyseal.rest.NewServer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(FirstStartProfile.class)
class StarterEndpointsTest {
    private static final InetAddress LOOPBACK = AddressRange.address("127.0.0.1");

    @Inject
    NewServer server;

    @Inject
    EndpointLookup lookup;

    @Inject
    EndpointAccounts accounts;

    @Inject
    AccountAuthenticator authenticator;

    @Inject
    StarterEndpoints starter;

    @Inject
    FirstRunFile file;

    @Inject
    SetupSteps steps;

    @Inject
    Home home;

    @Inject
    Customers customers;

    @Test
    void servesDevicesOnThisHostOnly() {
        for (EndpointDoor door : List.of(EndpointDoor.SCEP, EndpointDoor.EST)) {
            EnrollmentEndpoint made = endpoint(door);
            assertThat(made.settings().admits(LOOPBACK)).isTrue();
            assertThat(made.settings().admits(AddressRange.address("::1"))).isTrue();
            assertThat(made.settings().admits(AddressRange.address("192.0.2.1")))
                    .isFalse();
            assertThat(lookup.findDefault(door)).contains(made);
            assertThat(made.organizations()).extracting("value").containsExactly(server.organization());
            EndpointAccount account = account(door);
            assertThat(account.autoApprove()).isTrue();
            assertThat(account.profile()).isEqualTo(new ProfileId(server.profile("Enrolling Device")));
            assertThat(account.organization().value()).isEqualTo(server.organization());
        }
        assertThat(endpoint(EndpointDoor.SCEP).type()).isEqualTo(EndpointType.DEVICE_SCEP);
        assertThat(endpoint(EndpointDoor.EST).type()).isEqualTo(EndpointType.DEVICE_EST);
        assertThat(endpoint(EndpointDoor.EST).est().serverKeygen()).isTrue();
        assertThat(endpoint(EndpointDoor.SCEP).scep().caCertFormat()).isEqualTo(CaCertFormat.RA_ISSUER_ROOT);
    }

    @Test
    void givesDevicesCertificatesToSignInAndNothingElse() {
        server.master()
                .get("/api/profile/v1/" + server.profile("Enrolling Device"))
                .then()
                .statusCode(200)
                .body("extendedKeyUsage", contains("clientAuth"))
                .body("names", contains("DNS"))
                .body("approval", equalTo("automatic"));
    }

    @Test
    void isNamedInTheFirstRunFile() {
        assertThat(server.firstRun().getString("urls.scep")).matches("http://.+/scep/starter");
        assertThat(server.firstRun().getString("urls.est")).matches("https://.+/\\.well-known/est");
        assertThat(server.firstRun().getString("est.user")).isEqualTo("starter");
        assertThat(server.firstRun().getString("scep.challenge")).hasSize(24);
        assertThat(server.firstRun().getString("est.password"))
                .hasSize(24)
                .isNotEqualTo(server.firstRun().getString("scep.challenge"));
    }

    @Test
    void admitsWhoeverHasTheSecretsOfTheFirstRunFile() {
        assertThat(authenticate(EndpointDoor.SCEP, null, server.firstRun().getString("scep.challenge")))
                .isEqualTo(new Authenticated(account(EndpointDoor.SCEP)));
        assertThat(authenticate(
                        EndpointDoor.EST,
                        server.firstRun().getString("est.user"),
                        server.firstRun().getString("est.password")))
                .isEqualTo(new Authenticated(account(EndpointDoor.EST)));
        assertThat(authenticate(EndpointDoor.SCEP, null, server.firstRun().getString("est.password")))
                .isEqualTo(new Wrong());
    }

    @Test
    void isNotMadeASecondTime() {
        EndpointAccount before = account(EndpointDoor.SCEP);
        String challenge = server.firstRun().getString("scep.challenge");
        starter.beforeListening();
        undo(StarterEndpoints.SCEP_STEP);
        starter.beforeListening();
        assertThat(account(EndpointDoor.SCEP)).isEqualTo(before);
        assertThat(server.firstRun().getString("scep.challenge")).isEqualTo(challenge);
        assertThat(steps.isDone(StarterEndpoints.SCEP_STEP)).isTrue();
    }

    @Test
    void writesASecretThatACutOffStartDidNotWrite() {
        file.read().ifPresent(content -> {
            content.remove("est");
            file.write(content);
        });
        undo(StarterEndpoints.EST_STEP);
        starter.beforeListening();
        assertThat(authenticate(EndpointDoor.EST, "starter", server.firstRun().getString("est.password")))
                .isEqualTo(new Authenticated(account(EndpointDoor.EST)));
        assertThat(accounts.of(endpoint(EndpointDoor.EST))).hasSize(1);
    }

    @Test
    void forgetsASecretThatWasChanged() {
        String challenge = server.firstRun().getString("scep.challenge");
        change(EndpointDoor.SCEP, "a challenge of our own");
        assertThat(server.firstRun().getString("scep.challenge")).isNull();
        assertThat(server.firstRun().getString("est.password")).isNotNull();
        assertThat(file.secretsLeft()).contains("/est/password").doesNotContain("/scep/challenge");
        assertThat(authenticate(EndpointDoor.SCEP, null, challenge)).isEqualTo(new Wrong());
        // For the other tests, which begin with the file as the first start left it.
        change(EndpointDoor.SCEP, challenge);
        file.read().ifPresent(content -> {
            content.withObjectProperty("scep").put("challenge", challenge);
            file.write(content);
        });
    }

    @Test
    void forgetsTwoSecretsThatAreChangedAtOnce() throws Exception {
        byte[] before = home.read(FirstRunFile.FILE).orElseThrow();
        byte[] headers = home.read(FirstRunFile.HEADERS_FILE).orElseThrow();
        FirstRunFile slow = new FirstRunFile(home, customers, new SlowReader());
        EndpointAccount scep = account(EndpointDoor.SCEP);
        String login = server.firstRun().getString("admin.login");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> password = threads.submit(
                    () -> slow.forget(new PasswordChanged(scep.customer(), new AdministratorId(1), login)));
            Future<?> challenge = threads.submit(() -> slow.forget(new AccessCodeChanged(scep.customer(), scep.id())));
            password.get();
            challenge.get();
            assertThat(file.secretsLeft()).containsExactly("/est/password");
        } finally {
            // For the other tests, which begin with the file as the first start left it.
            home.writeSecret(FirstRunFile.FILE, before);
            home.writeSecret(FirstRunFile.HEADERS_FILE, headers);
        }
    }

    /** Leaves others the time to read the same before it is written. */
    private static final class SlowReader extends ObjectMapper {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonNode readTree(byte[] content) throws IOException {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.readTree(content);
        }
    }

    private void change(EndpointDoor door, String accessCode) {
        EndpointAccount account = account(door);
        accounts.update(
                account.customer(),
                Reach.everything(),
                account.endpoint(),
                account.id(),
                old -> old,
                new AccessCode(accessCode),
                Actor.system("test"));
    }

    private AccountAuthenticator.Result authenticate(EndpointDoor door, @Nullable String login, String secret) {
        return authenticator.authenticate(endpoint(door), login, secret, LOOPBACK);
    }

    private EnrollmentEndpoint endpoint(EndpointDoor door) {
        return lookup.find("starter", door).orElseThrow();
    }

    private EndpointAccount account(EndpointDoor door) {
        return accounts.of(endpoint(door)).getFirst();
    }

    private void undo(String step) {
        QuarkusTransaction.requiringNew().run(() -> steps.deleteById(step));
    }
}
