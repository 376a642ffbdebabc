package io.privyseal.conformance.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.KeyKind;
import io.privyseal.conformance.enrollment.EnrollmentSite.Authority;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** One client in one scenario: its own account, profile and device, and what the certificates must be. */
final class Trial {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private final EnrollmentSite site;
    private final ClientKind kind;
    private final String client;
    private final String scenario;
    private long profile;

    /**
     * A trial.
     *
     * @param client as it is called in names
     * @param scenario the same
     */
    Trial(EnrollmentSite site, ClientKind kind, String client, String scenario) {
        this.site = site;
        this.kind = kind;
        this.client = client;
        this.scenario = scenario;
    }

    EnrollmentSite site() {
        return site;
    }

    /** Where requests are approved by themselves. */
    Place open(Authority issuer) throws IOException, InterruptedException {
        return open(issuer, true);
    }

    /** Where an administrator decides. */
    Place openReviewed(Authority issuer) throws IOException, InterruptedException {
        return open(issuer, false);
    }

    private Place open(Authority issuer, boolean approved) throws IOException, InterruptedException {
        String name = client + "-" + scenario;
        profile = site.addProfile(name, issuer);
        return switch (kind.protocol()) {
            case SCEP -> site.addScep(name, profile, approved);
            // strongSwan before 6.0 knows no labels, and gets what is called so.
            case EST ->
                site.addEst(kind == ClientKind.STRONGSWAN_EST ? "default" : client, scenario, profile, approved);
        };
    }

    /** Lets another CA issue at the place that was opened. */
    void move(Authority issuer) throws IOException, InterruptedException {
        site.move(profile, issuer);
    }

    Device device(KeyKind key) {
        return new Device(client + "-" + scenario, key);
    }

    /** What the client says of a wrong secret. */
    String refusal() {
        return kind.refusal();
    }

    void requireEcKeys() {
        if (kind.protocol() == Protocol.SCEP) {
            throw ClientMatrix.cannot("SCEP encrypts the answer to the client's key, which has to be RSA for that");
        }
    }

    /** For this device, by this CA, and with a path that the client was given. */
    void requireIssued(X509Certificate certificate, Device device, Authority issuer, List<X509Certificate> authorities)
            throws GeneralSecurityException, InvalidNameException {
        assertThat(new LdapName(certificate.getSubjectX500Principal().getName()).getRdns())
                .anySatisfy(name -> {
                    assertThat(name.getType()).isEqualTo("CN");
                    assertThat(name.getValue()).isEqualTo(device.name());
                });
        device.key().requireOf(certificate.getPublicKey());
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(CLIENT_AUTHENTICATION);
        assertThat(authorities).contains(issuer.certificate(), issuer.root());
        Certificates.requirePath(List.of(certificate, issuer.certificate()), issuer.root());
    }

    /** Another certificate, for another key. */
    void requireSuccessor(X509Certificate certificate, X509Certificate former) {
        assertThat(certificate.getSerialNumber()).isNotEqualTo(former.getSerialNumber());
        assertThat(certificate.getPublicKey()).isNotEqualTo(former.getPublicKey());
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(former.getSubjectX500Principal());
    }
}
