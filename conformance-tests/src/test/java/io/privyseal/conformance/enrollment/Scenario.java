package io.privyseal.conformance.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.KeyKind;
import java.security.cert.X509Certificate;
import java.util.List;

/** What every client is asked to do. What became of it is read from the server and the certificate, not the client. */
enum Scenario implements ClientMatrix.Row {
    ENROLL("enroll, RSA key, EC issuer", (client, trial) -> {
        Place place = trial.open(trial.site().first());
        Device device = trial.device(KeyKind.RSA_2048);
        List<X509Certificate> authorities = client.fetchAuthorities(place);
        trial.requireIssued(client.enroll(place, device), device, trial.site().first(), authorities);
    }),

    RSA_ISSUER(
            "enroll and renew, RSA key, RSA issuer",
            (client, trial) ->
                    enrollAndRenew(client, trial, KeyKind.RSA_2048, trial.site().rsa())),

    EC_KEY("enroll and renew, EC key, EC issuer", (client, trial) -> {
        trial.requireEcKeys();
        enrollAndRenew(client, trial, KeyKind.EC_P256, trial.site().first());
    }),

    WRONG_SECRET("wrong secret", (client, trial) -> {
        Place place = trial.open(trial.site().first());
        Device device = trial.device(KeyKind.RSA_2048);
        client.fetchAuthorities(place);
        assertThat(client.enrollInVain(place.withSecret("not the secret"), device))
                .contains(trial.refusal());
        assertThat(trial.site().requests(device)).isEqualTo("[]");
    }),

    APPROVAL("wait for an administrator", (client, trial) -> {
        Place place = trial.openReviewed(trial.site().first());
        Device device = trial.device(KeyKind.RSA_2048);
        List<X509Certificate> authorities = client.fetchAuthorities(place);
        X509Certificate issued = client.enroll(place, device, () -> trial.site().approve(device));
        trial.requireIssued(issued, device, trial.site().first(), authorities);
    }),

    RENEW(
            "renew, RSA key, EC issuer",
            (client, trial) ->
                    enrollAndRenew(client, trial, KeyKind.RSA_2048, trial.site().first())),

    ROLL_OVER("change from an RSA to an EC issuer", (client, trial) -> {
        EnrollmentSite site = trial.site();
        Place place = trial.open(site.rsa());
        Device old = trial.device(KeyKind.RSA_2048);
        List<X509Certificate> before = client.fetchAuthorities(place);
        assertThat(before).doesNotContain(site.next().certificate());
        X509Certificate first = client.enroll(place, old);
        trial.requireIssued(first, old, site.rsa(), before);

        trial.move(site.next());

        List<X509Certificate> after = client.fetchAuthorities(place);
        assertThat(after).contains(site.next().certificate());
        Device other = new Device(old.name() + "-2", KeyKind.RSA_2048);
        trial.requireIssued(client.enroll(place, other), other, site.next(), after);
        X509Certificate renewed = client.renew(place, old);
        trial.requireIssued(renewed, old, site.next(), after);
        trial.requireSuccessor(renewed, first);
    });

    private final String title;
    private final Course course;

    Scenario(String title, Course course) {
        this.title = title;
        this.course = course;
    }

    /** What happens, and what must come of it. */
    @FunctionalInterface
    private interface Course {
        void run(EnrollmentClient client, Trial trial) throws Exception;
    }

    @Override
    public String title() {
        return title;
    }

    void run(EnrollmentClient client, Trial trial) throws Exception {
        course.run(client, trial);
    }

    private static void enrollAndRenew(
            EnrollmentClient client, Trial trial, KeyKind key, EnrollmentSite.Authority issuer) throws Exception {
        Place place = trial.open(issuer);
        Device device = trial.device(key);
        List<X509Certificate> authorities = client.fetchAuthorities(place);
        X509Certificate first = client.enroll(place, device);
        trial.requireIssued(first, device, issuer, authorities);
        X509Certificate renewed = client.renew(place, device);
        trial.requireIssued(renewed, device, issuer, authorities);
        trial.requireSuccessor(renewed, first);
    }
}
