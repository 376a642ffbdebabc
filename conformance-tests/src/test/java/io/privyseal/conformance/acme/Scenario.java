package io.privyseal.conformance.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.privyseal.conformance.acme.CertificateOrder.Proof;
import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.KeyKind;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** What every client is asked to do. What became of it is read from the server and the certificate, not the client. */
enum Scenario implements ClientMatrix.Row {
    REGISTER("register", (client, trial) -> {
        client.register(Registration.at(trial.open()));
        trial.requireCertificate(client.obtain(trial.order("registered")), KeyKind.EC_P256, "registered");
    }),

    REGISTER_BOUND("register with an external account", (client, trial) -> {
        Registration bound = trial.bound();
        client.register(bound);
        assertThat(trial.clientsOf(bound)).contains("\"status\":\"valid\"", "admin@example.test");
    }),

    RSA("RSA key", (client, trial) -> {
        CertificateOrder order = trial.order("rsa").with(KeyKind.RSA_2048);
        trial.requireCertificate(client.obtain(order), KeyKind.RSA_2048, "rsa");
    }),

    EC("EC key", (client, trial) -> trial.requireCertificate(client.obtain(trial.order("ec")), KeyKind.EC_P256, "ec")),

    SEVERAL_NAMES(
            "several names",
            (client, trial) -> trial.requireCertificate(
                    client.obtain(trial.order("several-1", "several-2", "several-3")),
                    KeyKind.EC_P256,
                    "several-1",
                    "several-2",
                    "several-3")),

    WILDCARD("wildcard by dns-01", (client, trial) -> {
        CertificateOrder order = trial.order("wild", "*.wild").by(Proof.DNS_01);
        trial.requireCertificate(client.obtain(order), KeyKind.EC_P256, "wild", "*.wild");
    }),

    TLS_ALPN("tls-alpn-01", (client, trial) -> {
        CertificateOrder order = trial.order("alpn").by(Proof.TLS_ALPN_01);
        trial.requireCertificate(client.obtain(order), KeyKind.EC_P256, "alpn");
    }),

    IP_ADDRESS("IP address", (client, trial) -> {
        List<X509Certificate> chain = trial.read(client.obtain(CertificateOrder.of(trial.open(), "127.0.0.1")));
        assertThat(chain.getFirst().getSubjectAlternativeNames()).containsExactly(List.of(7, "127.0.0.1"));
    }),

    RENEW("renew", (client, trial) -> {
        CertificateOrder order = trial.order("renewed");
        BigInteger first = trial.read(client.obtain(order)).getFirst().getSerialNumber();
        List<X509Certificate> renewed = trial.requireCertificate(client.renew(order), KeyKind.EC_P256, "renewed");
        assertThat(renewed.getFirst().getSerialNumber()).isNotEqualTo(first);
    }),

    RENEW_AS_ADVISED("renewal information", (client, trial) -> {
        CertificateOrder order = trial.order("advised");
        BigInteger first = trial.read(client.obtain(order)).getFirst().getSerialNumber();
        List<X509Certificate> renewed =
                trial.requireCertificate(client.renewAsAdvised(order), KeyKind.EC_P256, "advised");
        assertThat(renewed.getFirst().getSerialNumber()).isNotEqualTo(first);
    }),

    PROFILE("profile", (client, trial) -> {
        CertificateOrder order = trial.order("profile").inProfile(AcmeSite.SHORT_PROFILE);
        X509Certificate leaf = trial.requireCertificate(client.obtain(order), KeyKind.EC_P256, "profile")
                .getFirst();
        assertThat(lifetime(leaf).toMinutes())
                .isCloseTo(Duration.ofDays(AcmeSite.SHORT_DAYS).toMinutes(), within(60L));
    }),

    CHANGE_KEY("change the account's key", (client, trial) -> {
        Registration registration = Registration.at(trial.open());
        client.register(registration);
        client.changeAccountKey(registration);
        trial.requireCertificate(client.obtain(trial.order("rekeyed")), KeyKind.EC_P256, "rekeyed");
    }),

    REVOKE_BY_ACCOUNT("revoke by account", (client, trial) -> {
        CertificateOrder order = trial.order("revoked-by-account");
        List<X509Certificate> chain = trial.read(client.obtain(order));
        client.revokeByAccount(order);
        trial.requireRevoked(chain);
    }),

    REVOKE_BY_KEY("revoke by the certificate's key", (client, trial) -> {
        CertificateOrder order = trial.order("revoked-by-key");
        List<X509Certificate> chain = trial.read(client.obtain(order));
        client.revokeByCertificateKey(order);
        trial.requireRevoked(chain);
    }),

    DEACTIVATE("deactivate the account", (client, trial) -> {
        Registration bound = trial.bound();
        client.register(bound);
        client.deactivateAccount(bound);
        assertThat(trial.clientsOf(bound)).contains("\"status\":\"deactivated\"");
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
        void run(AcmeClient client, Trial trial) throws Exception;
    }

    @Override
    public String title() {
        return title;
    }

    void run(AcmeClient client, Trial trial) throws Exception {
        course.run(client, trial);
    }

    private static Duration lifetime(X509Certificate certificate) {
        return Duration.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }
}
