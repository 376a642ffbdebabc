package io.privyseal.conformance.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.privyseal.conformance.client.Certificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.est.ESTAuth;
import org.bouncycastle.est.ESTException;
import org.bouncycastle.est.ESTService;
import org.bouncycastle.est.EnrollmentResponse;
import org.bouncycastle.est.jcajce.JcaHttpAuthBuilder;
import org.bouncycastle.est.jcajce.JcaJceUtils;
import org.bouncycastle.est.jcajce.JsseESTServiceBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The client in Bouncy Castle's library, which shows its password only when it is asked for. */
final class BouncyCastleEst implements EnrollmentClient {
    private final EnrollmentSite site;
    private final Map<Device, Credential> held = new HashMap<>();

    BouncyCastleEst(EnrollmentSite site, Path directory) {
        // It verifies servers with this provider, by name.
        Security.addProvider(new BouncyCastleProvider());
        this.site = site;
    }

    @Override
    public List<X509Certificate> fetchAuthorities(Place place) throws Exception {
        List<X509Certificate> found = new ArrayList<>();
        for (X509CertificateHolder holder :
                ESTService.storeToArray(builder(place).build().getCACerts().getCertificateStore())) {
            found.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
        return found;
    }

    @Override
    public X509Certificate enroll(Place place, Device device) throws Exception {
        KeyPair key = device.key().generate();
        return keep(device, key, ask(place, device, key));
    }

    @Override
    public X509Certificate enroll(Place place, Device device, Decision decision) throws Exception {
        KeyPair key = device.key().generate();
        EnrollmentResponse waiting = ask(place, device, key);
        assertThat(waiting.isCompleted()).isFalse();
        assertThat(waiting.getNotBefore()).as("when to ask again").isPositive();
        decision.make();
        return keep(device, key, builder(place).build().simpleEnroll(waiting));
    }

    @Override
    public String enrollInVain(Place place, Device device) throws Exception {
        KeyPair key = device.key().generate();
        ESTException refused = catchThrowableOfType(ESTException.class, () -> ask(place, device, key));
        return refused.getStatusCode() + " " + refused.getMessage();
    }

    @Override
    public X509Certificate renew(Place place, Device device) throws Exception {
        Credential old = Objects.requireNonNull(held.get(device), "Nothing was obtained");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("device", old.key().getPrivate(), new char[0], new X509Certificate[] {old.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        KeyPair key = device.key().generate();
        ESTService service =
                builder(place).withKeyManagers(keys.getKeyManagers()).build();
        return keep(device, key, service.simpleEnroll(true, Requests.csr(device, key), null));
    }

    private EnrollmentResponse ask(Place place, Device device, KeyPair key) throws Exception {
        ESTAuth password =
                new JcaHttpAuthBuilder("EST", place.user(), place.secret().toCharArray()).build();
        return builder(place).build().simpleEnroll(false, Requests.csr(device, key), password);
    }

    private JsseESTServiceBuilder builder(Place place) throws IOException, GeneralSecurityException {
        TrustAnchor root = new TrustAnchor(Certificates.read(site.root()).getFirst(), null);
        JsseESTServiceBuilder builder = new JsseESTServiceBuilder(
                place.address().getAuthority(), JcaJceUtils.getCertPathTrustManager(Set.of(root), null));
        builder.withLabel(Path.of(place.address().getPath()).getFileName().toString());
        return builder;
    }

    private X509Certificate keep(Device device, KeyPair key, EnrollmentResponse response)
            throws GeneralSecurityException {
        assertThat(response.isCompleted()).isTrue();
        X509CertificateHolder[] certificates = ESTService.storeToArray(response.getStore());
        assertThat(certificates).hasSize(1);
        X509Certificate issued = new JcaX509CertificateConverter().getCertificate(certificates[0]);
        held.put(device, new Credential(key, issued));
        return issued;
    }
}
