package io.privyseal.conformance.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.client.ClientMatrix;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertStore;
import java.security.cert.CertStoreException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jscep.client.Client;
import org.jscep.client.EnrollmentResponse;

/** The client library in Java, which renews by PKCSReq. */
final class Jscep implements EnrollmentClient {
    private final Map<Device, Credential> held = new HashMap<>();

    Jscep(EnrollmentSite site, Path directory) {}

    /** It asks for the certificates before each operation by itself. */
    private static Client client(Place place) throws MalformedURLException {
        return new Client(place.address().toURL(), authority -> authority.getBasicConstraints() >= 0);
    }

    @Override
    public List<X509Certificate> fetchAuthorities(Place place) throws Exception {
        return certificates(client(place).getCaCertificate());
    }

    @Override
    public X509Certificate enroll(Place place, Device device) throws Exception {
        KeyPair key = device.key().generate();
        return keep(device, key, ask(place, device, key));
    }

    @Override
    public X509Certificate enroll(Place place, Device device, Decision decision) throws Exception {
        KeyPair key = device.key().generate();
        X509Certificate signer = Requests.selfSigned(device, key);
        EnrollmentResponse first =
                client(place).enrol(signer, key.getPrivate(), Requests.csr(device, key, place.secret()));
        assertThat(first.isPending()).isTrue();
        decision.make();
        return keep(
                device,
                key,
                client(place)
                        .poll(signer, key.getPrivate(), signer.getSubjectX500Principal(), first.getTransactionId()));
    }

    @Override
    public String enrollInVain(Place place, Device device) throws Exception {
        EnrollmentResponse response = ask(place, device, device.key().generate());
        assertThat(response.isFailure()).isTrue();
        return response.getFailInfo().toString();
    }

    @Override
    public X509Certificate renew(Place place, Device device) throws Exception {
        Credential old = Objects.requireNonNull(held.get(device), "Nothing was obtained");
        // It looks whether the certificate is self-signed, and cannot verify with a key of the wrong type.
        if (!old.certificate().getSigAlgName().endsWith("RSA")) {
            throw ClientMatrix.cannot("jscep renews no certificate whose CA has another type of key");
        }
        KeyPair key = device.key().generate();
        return keep(
                device, key, client(place).enrol(old.certificate(), old.key().getPrivate(), Requests.csr(device, key)));
    }

    private static EnrollmentResponse ask(Place place, Device device, KeyPair key) throws Exception {
        return client(place)
                .enrol(Requests.selfSigned(device, key), key.getPrivate(), Requests.csr(device, key, place.secret()));
    }

    private X509Certificate keep(Device device, KeyPair key, EnrollmentResponse response) throws CertStoreException {
        assertThat(response.isSuccess()).as("SUCCESS").isTrue();
        X509Certificate issued = certificates(response.getCertStore()).getFirst();
        held.put(device, new Credential(key, issued));
        return issued;
    }

    private static List<X509Certificate> certificates(CertStore store) throws CertStoreException {
        return store.getCertificates(null).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
