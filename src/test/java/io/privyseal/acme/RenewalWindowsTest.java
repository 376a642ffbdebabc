package io.privyseal.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.Replacement;
import io.privyseal.endpoint.ReplacementScope;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.enrollment.MovableClock;
import io.privyseal.enrollment.TestTenants;
import io.privyseal.enrollment.TestTenants.Tenant;
import io.privyseal.inventory.Certificate;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When clients are told to renew (RFC 9773 §4.2). */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class RenewalWindowsTest {
    private static final URI WHY = URI.create("https://pki.example.test/why");

    @Inject
    TestTenants tenants;

    @Inject
    TestOrders clients;

    @Inject
    RenewalWindows windows;

    @Inject
    MarkedReplacements replacements;

    @Inject
    MovableClock clock;

    private Tenant tenant;
    private EnrollmentEndpoint endpoint;
    private Account account;
    private Certificate certificate;

    @BeforeEach
    void issueACertificate() {
        tenant = tenants.create();
        endpoint = clients.endpoint(tenant, TestOrders.NO_LIMITS);
        account = clients.account(endpoint);
        certificate = clients.certificate(endpoint, account, TestOrders.request("www.example.test"));
        clock.goAhead(Duration.ofMinutes(1));
    }

    @AfterEach
    void returnToThePresent() {
        clock.comeBack();
    }

    @Test
    void suggestsTheLastThirdOfTheLifetime() {
        RenewalWindows.Suggestion suggestion = suggestion(certificate);
        assertThat(suggestion.information().start())
                .isBetween(
                        clock.instant().plus(Duration.ofDays(19)),
                        clock.instant().plus(Duration.ofDays(21)));
        assertThat(suggestion.information().end()).isBefore(certificate.notAfter());
        assertThat(suggestion.information().explanationUrl()).isNull();
        assertThat(suggestion.askAgain()).isEqualTo(RenewalWindows.ASK_AGAIN);
    }

    @Test
    void movesTheWindowOfMarkedCertificatesIntoThePast() {
        mark(new ReplacementScope(certificate.id(), null, null, null));
        assertMarked(certificate);
        assertNotMarked(another());
    }

    @Test
    void marksBySerialNumberIssuerAndProfile() {
        Replacement bySerial = mark(new ReplacementScope(null, certificate.serial(), null, null));
        assertMarked(certificate);
        lift(bySerial);
        assertNotMarked(certificate);
        lift(assertedMarked(new ReplacementScope(null, null, tenant.issuer(), null)));
        lift(assertedMarked(new ReplacementScope(null, null, null, tenant.automatic())));
        lift(assertedMarked(new ReplacementScope(null, null, tenant.issuer(), tenant.automatic())));
    }

    private Replacement assertedMarked(ReplacementScope scope) {
        Replacement mark = mark(scope);
        assertMarked(certificate);
        return mark;
    }

    @Test
    void leavesAloneWhatAMarkIsNotAbout() {
        mark(new ReplacementScope(null, null, tenant.root(), null));
        mark(new ReplacementScope(null, null, null, tenant.reviewed()));
        mark(new ReplacementScope(null, certificate.serial(), tenant.root(), null));
        Tenant other = tenants.create();
        replacements.mark(
                other.customer(), new ReplacementScope(null, null, tenant.issuer(), null), null, TestTenants.ACTOR);
        assertNotMarked(certificate);
    }

    @Test
    void leavesAloneWhatWasIssuedAfterTheMark() {
        mark(new ReplacementScope(null, null, tenant.issuer(), null));
        clock.goAhead(Duration.ofSeconds(1));
        assertNotMarked(another());
        assertMarked(certificate);
    }

    @Test
    void hasClientsAskSoonerWhileAMarkIsYoung() {
        mark(new ReplacementScope(certificate.id(), null, null, null));
        assertThat(suggestion(certificate).askAgain()).isEqualTo(RenewalWindows.ASK_AGAIN_SOON);
        clock.goAhead(Duration.ofDays(1));
        assertThat(suggestion(certificate).askAgain()).isEqualTo(RenewalWindows.ASK_AGAIN);
        assertMarked(certificate);
    }

    @Test
    void refusesAMarkOfNothingAndTheLiftOfNone() {
        assertRefused(() -> new ReplacementScope(null, null, null, null), Refusal.MISSING_FIELD);
        Replacement mark = mark(new ReplacementScope(certificate.id(), null, null, null));
        assertThat(replacements.list(tenant.customer())).containsExactly(mark);
        Tenant other = tenants.create();
        assertRefused(() -> replacements.lift(other.customer(), mark.id(), TestTenants.ACTOR), Refusal.UNKNOWN_OBJECT);
        lift(mark);
        assertRefused(() -> lift(mark), Refusal.UNKNOWN_OBJECT);
    }

    private Certificate another() {
        return clients.certificate(endpoint, account, TestOrders.request("other.example.test"));
    }

    private Replacement mark(ReplacementScope scope) {
        return replacements.mark(tenant.customer(), scope, WHY, TestTenants.ACTOR);
    }

    private void lift(Replacement mark) {
        replacements.lift(tenant.customer(), mark.id(), TestTenants.ACTOR);
    }

    private void assertMarked(Certificate which) {
        RenewalWindows.Suggestion suggestion = suggestion(which);
        assertThat(suggestion.information().end()).isBeforeOrEqualTo(clock.instant());
        assertThat(suggestion.information().explanationUrl()).isEqualTo(WHY.toString());
    }

    private void assertNotMarked(Certificate which) {
        assertThat(suggestion(which).information().start()).isAfter(clock.instant());
    }

    private RenewalWindows.Suggestion suggestion(Certificate which) {
        return windows.of(tenant.customer(), TestOrders.nameOf(which)).orElseThrow();
    }

    private static void assertRefused(ThrowingCallable call, Refusal reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
