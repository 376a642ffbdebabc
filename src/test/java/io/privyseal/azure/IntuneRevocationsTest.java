package io.privyseal.azure;

import static io.privyseal.azure.MicrosoftStandIn.body;
import static io.privyseal.azure.MicrosoftStandIn.revocation;
import static io.privyseal.azure.MicrosoftStandIn.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.privyseal.audit.Actor;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.TestIssuance;
import io.privyseal.authority.TestIssuance.Issued;
import io.privyseal.azure.MicrosoftStandIn.Call;
import io.privyseal.endpoint.EndpointTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.organization.Reach;
import io.privyseal.platform.CustomerId;
import io.privyseal.revocation.Revocation;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EndpointTestProfile.class)
class IntuneRevocationsTest {
    private static final Actor ACTOR = Actor.system("test");

    @Inject
    IntuneRevocationJob job;

    @Inject
    ListedIntuneCertificates listed;

    @Inject
    AzureAccounts accounts;

    @Inject
    Certificates certificates;

    @Inject
    Revocations revocations;

    @Inject
    TestIssuance issuance;

    @Inject
    StandInAzure azure;

    @Inject
    MovableClock clock;

    private MicrosoftStandIn microsoft;
    private CustomerId customer;
    private CertificateAuthority issuer;
    private AzureAccountId account;
    private Issued phone;

    @BeforeEach
    void issue() {
        microsoft = azure.microsoft();
        microsoft.reset();
        customer = issuance.customer();
        issuer = issuance.issuing(issuance.root(customer, KeyTemplate.P_256), KeyTemplate.P_256);
        account = account();
        phone = issuance.leaf(issuer);
        listed.add(customer, account, phone.id());
    }

    private AzureAccountId account() {
        return accounts.create(
                        customer,
                        Reach.everything(),
                        new AzureAccountDraft(
                                "Intune " + microsoft.hashCode() + System.nanoTime(),
                                AzureEnvironment.AZURE,
                                MicrosoftStandIn.TENANT,
                                MicrosoftStandIn.APPLICATION,
                                new ApplicationSecret(MicrosoftStandIn.SECRET)),
                        ACTOR)
                .id();
    }

    @AfterEach
    void microsoftHasNothingToComplainAbout() {
        assertThat(microsoft.complaints()).isEmpty();
        accounts.delete(customer, Reach.everything(), account, ACTOR);
    }

    private void poll() {
        clock.goAhead(Duration.ofMinutes(6));
        job.onSchedule();
    }

    private String issuerName() {
        return certificates.require(customer, phone.id()).issuer();
    }

    private JsonNode results() {
        return microsoft.bodies().getLast().path("results");
    }

    @Test
    void revokesWhatIntuneWantsRevoked() {
        microsoft.wantRevoked(
                revocation("context-1", "00" + phone.serial().hex().toUpperCase(Locale.ROOT), issuerName()));

        poll();

        Certificate revoked = certificates.require(customer, phone.id());
        assertThat(revoked.state()).isEqualTo(Certificate.State.REVOKED);
        assertThat(revoked.revocationReason()).isZero();
        Revocation revocation =
                revocations.find(customer, issuer.id(), phone.serial()).orElseThrow();
        assertThat(revocation.message()).isEqualTo("Intune asked for the revocation.");
        assertThat(results()).hasSize(1);
        assertResult(0, "context-1", "0");
    }

    private void assertResult(int at, String context, String code) {
        JsonNode result = results().path(at);
        assertThat(result.path("requestContext").asText()).isEqualTo(context);
        assertThat(result.path("errorCode").asText()).isEqualTo(code);
        assertThat(result.path("succeeded").asBoolean()).isEqualTo(code.equals("0"));
    }

    @Test
    void answersEveryRequestWithItsOutcome() {
        Issued elsewhere = issuance.leaf(issuer);
        Issued revoked = issuance.leaf(issuer);
        listed.add(customer, account, revoked.id());
        revocations.revoke(customer, revoked.id(), RevocationReason.SUPERSEDED, null, null, ACTOR);
        microsoft.wantRevoked(
                revocation("good", phone.serial().hex(), ""),
                revocation("not ours", elsewhere.serial().hex(), issuerName()),
                revocation("revoked by us", revoked.serial().hex(), issuerName()),
                revocation("unknown", "0123456789", issuerName()),
                revocation("unreadable", "xyz", issuerName()),
                "{\"requestContext\":\"bare\"}",
                "{\"serialNumber\":\"1\"}");

        poll();

        assertThat(results()).hasSize(6);
        assertResult(0, "good", "0");
        assertResult(1, "not ours", "4004");
        assertResult(2, "revoked by us", "4005");
        assertResult(3, "unknown", "4004");
        assertResult(4, "unreadable", "4002");
        assertResult(5, "bare", "4002");
        assertThat(certificates.require(customer, elsewhere.id()).state()).isEqualTo(Certificate.State.VALID);
    }

    @Test
    void revokesNothingOfAnotherIssuer() {
        microsoft.wantRevoked(revocation("context", phone.serial().hex(), "CN=Somebody else"));

        poll();

        assertResult(0, "context", "4004");
        assertThat(certificates.require(customer, phone.id()).state()).isEqualTo(Certificate.State.VALID);
    }

    @Test
    void revokesNothingOfAnotherCustomer() {
        CustomerId stranger = issuance.customer();
        CertificateAuthority theirs = issuance.issuing(issuance.root(stranger, KeyTemplate.P_256), KeyTemplate.P_256);
        Issued other = issuance.leaf(theirs);
        microsoft.wantRevoked(revocation("context", other.serial().hex(), ""));

        poll();

        assertResult(0, "context", "4004");
        assertThat(certificates.require(stranger, other.id()).state()).isEqualTo(Certificate.State.VALID);
    }

    @Test
    void saysTheSameAgainWhenTheAnswerGotLost() {
        String request = revocation("context", phone.serial().hex(), issuerName());
        microsoft.wantRevoked(request);
        microsoft.next(Call.UPLOAD, body("{\"value\":false}"));
        poll();
        microsoft.wantRevoked(request);

        poll();

        assertThat(microsoft.count(Call.UPLOAD)).isEqualTo(2);
        assertResult(0, "context", "0");
    }

    @Test
    void asksOnUntilThereIsNothingLeft() {
        microsoft.wantRevoked(IntStream.range(0, 100)
                .mapToObj(i -> revocation("context " + i, "0123456789", ""))
                .toArray(String[]::new));
        microsoft.wantRevoked(revocation("last", phone.serial().hex(), ""));

        poll();

        assertThat(microsoft.count(Call.DOWNLOAD)).isEqualTo(2);
        assertThat(microsoft.count(Call.UPLOAD)).isEqualTo(2);
        assertResult(0, "last", "0");
    }

    @Test
    void asksNothingForAnAccountWithoutCertificates() {
        accounts.delete(customer, Reach.everything(), account, ACTOR);
        account = account();

        poll();

        assertThat(microsoft.calls()).isEmpty();
    }

    @Test
    void asksNotMoreOftenThanConfigured() {
        poll();
        job.onSchedule();
        clock.goAhead(Duration.ofMinutes(4));
        job.onSchedule();

        assertThat(microsoft.count(Call.DOWNLOAD)).isOne();
    }

    @Test
    void asksNeverWhenThatIsConfigured() {
        azure.revocationInterval = Duration.ZERO;
        try {
            poll();
        } finally {
            azure.revocationInterval = Duration.ofMinutes(5);
        }

        assertThat(microsoft.calls()).isEmpty();
    }

    @Test
    void survivesWhatIntuneShouldNotSay() {
        microsoft.next(Call.DOWNLOAD, body("{\"value\":\"none\"}"));
        poll();
        microsoft.next(Call.DOWNLOAD, status(403));
        poll();
        microsoft.wantRevoked(revocation("context", phone.serial().hex(), issuerName()));

        poll();

        assertResult(0, "context", "0");
    }
}
