package io.privyseal.est;

import static io.privyseal.est.EstSite.PASSWORD;
import static io.privyseal.est.EstSite.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.enrollment.EnrollmentTestProfile;
import io.privyseal.est.EstSite.Place;
import io.privyseal.platform.tls.ServerCertificate;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.est.ESTException;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.jcajce.JcaHttpAuthBuilder;
import org.bouncycastle.est.jcajce.JcaJceUtils;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;

/** Bouncy Castle's EST client, which reads answers more strictly than others. */
@QuarkusTest
@TestProfile(EnrollmentTestProfile.class)
class BouncyCastleClientTest {
    private final EstSite site;
    private final ServerCertificate serverCertificate;

    @TestHTTPResource(value = "/", tls = true)
    @SuppressWarnings("NullAway.Init") // the framework can set the address of the listener only in a field
    URL https;

    @Inject
    BouncyCastleClientTest(EstSite site, ServerCertificate serverCertificate) {
        this.site = site;
        this.serverCertificate = serverCertificate;
    }

    private JsseESTServiceBuilder builder(EnrollmentEndpoint endpoint) {
        JsseESTServiceBuilder builder = new JsseESTServiceBuilder(
                        "127.0.0.1:" + https.getPort(), JcaJceUtils.getCertPathTrustManager(Set.of(anchor()), null))
                .withHostNameAuthorizer((_, _) -> true);
        builder.withLabel(endpoint.uriExtension());
        return builder;
    }

    /** The client enrolls with a server only that it can trust. */
    private TrustAnchor anchor() {
        return new TrustAnchor(
                Objects.requireNonNull(serverCertificate.current()).chain().getLast(), null);
    }

    private static PKCS10CertificationRequest request(KeyPair key, String subject) throws Exception {
        return new PKCS10CertificationRequest(Devices.csr(key, subject));
    }

    private static X509Certificate only(EnrollmentResponse response) throws Exception {
        X509CertificateHolder holder =
                response.getStore().getMatches(null).iterator().next();
        assertThat(response.getStore().getMatches(null)).hasSize(1);
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    @Test
    void getsCaCertificatesAndAttributes() throws Exception {
        ESTService service = builder(site.open().endpoint()).build();
        assertThat(ESTService.storeToArray(service.getCACerts().getCertificateStore()))
                .hasSize(2);
        assertThat(service.getCSRAttributes().getAttributesResponse()).isNotNull();
    }

    @Test
    void enrollsReenrollsAndGetsKeys() throws Exception {
        Place place = site.open();
        ESTService service = builder(place.endpoint()).build();
        KeyPair key = Devices.key();
        X509Certificate first = only(service.simpleEnroll(
                false, request(key, "CN=bc"), new JcaHttpAuthBuilder("EST", USER, PASSWORD.toCharArray()).build()));
        assertThat(first.getPublicKey()).isEqualTo(key.getPublic());

        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", key.getPrivate(), new char[0], new X509Certificate[] {first});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        KeyPair next = Devices.key();
        X509Certificate second = only(builder(place.endpoint())
                .withKeyManagers(keys.getKeyManagers())
                .build()
                .simpleEnroll(true, request(next, "CN=bc"), null));
        assertThat(second.getPublicKey()).isEqualTo(next.getPublic());

        EnrollmentResponse made = service.simpleEnrollWithServersideCreation(
                request(Devices.key(), "CN=made"), new JcaHttpAuthBuilder("EST", USER, PASSWORD.toCharArray()).build());
        assertThat(made.getPrivateKeyInfo()).isNotNull();
    }

    @Test
    void learnsOfAWrongPassword() throws Exception {
        ESTService service = builder(site.open().endpoint()).build();
        assertThatThrownBy(() -> service.simpleEnroll(
                        false,
                        request(Devices.key(), "CN=bc"),
                        new JcaHttpAuthBuilder("EST", USER, "wrong one".toCharArray()).build()))
                .isInstanceOf(ESTException.class);
    }
}
