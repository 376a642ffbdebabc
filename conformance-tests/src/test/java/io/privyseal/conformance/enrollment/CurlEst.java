package io.privyseal.conformance.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.ClientProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;

/** curl, with requests as OpenSSL makes them. */
final class CurlEst implements EnrollmentClient {
    private final EnrollmentSite site;
    private final Path directory;

    CurlEst(EnrollmentSite site, Path directory) {
        this.site = site;
        this.directory = directory;
    }

    @Override
    public List<X509Certificate> fetchAuthorities(Place place) throws Exception {
        call("200", place.address() + "/cacerts");
        return answered();
    }

    @Override
    public X509Certificate enroll(Place place, Device device) throws Exception {
        KeyPair key = device.key().generate();
        enroll("200", place, writeCsr(device, key));
        return keep(device, key);
    }

    @Override
    public X509Certificate enroll(Place place, Device device, Decision decision) throws Exception {
        KeyPair key = device.key().generate();
        Path csr = writeCsr(device, key);
        enroll("202", place, csr);
        assertThat(Files.readString(directory.resolve("headers"))).containsIgnoringCase("Retry-After:");
        decision.make();
        enroll("200", place, csr);
        return keep(device, key);
    }

    @Override
    public String enrollInVain(Place place, Device device) throws Exception {
        enroll("401", place, writeCsr(device, device.key().generate()));
        return Files.readString(directory.resolve("headers"));
    }

    @Override
    public X509Certificate renew(Place place, Device device) throws Exception {
        KeyPair key = device.key().generate();
        call(
                "200",
                place.address() + "/simplereenroll",
                "--cert",
                certificateOf(device).toString(),
                "--key",
                keyOf(device).toString(),
                "--header",
                "Content-Type: application/pkcs10",
                "--data-binary",
                "@" + writeCsr(device, key));
        return keep(device, key);
    }

    private void enroll(String status, Place place, Path csr) throws IOException, InterruptedException {
        call(
                status,
                place.address() + "/simpleenroll",
                "--user",
                place.user() + ":" + place.secret(),
                "--header",
                "Content-Type: application/pkcs10",
                "--data-binary",
                "@" + csr);
    }

    private void call(String status, String url, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "curl",
                "--silent",
                "--show-error",
                "--cacert",
                site.root().toString(),
                "--output",
                directory.resolve("answer").toString(),
                "--dump-header",
                directory.resolve("headers").toString(),
                "--write-out",
                "%{http_code}"));
        words.addAll(List.of(more));
        words.add(url);
        assertThat(ClientProcess.run(directory, Map.of(), words)).isEqualTo(status);
    }

    private Path writeCsr(Device device, KeyPair key) throws IOException, OperatorCreationException {
        return Files.writeString(
                directory.resolve(device.name() + ".csr"),
                Base64.getEncoder().encodeToString(Requests.csr(device, key).getEncoded()));
    }

    private X509Certificate keep(Device device, KeyPair key) throws IOException, GeneralSecurityException {
        List<X509Certificate> issued = answered();
        assertThat(issued).hasSize(1);
        Certificates.write(certificateOf(device), issued.getFirst());
        Certificates.write(keyOf(device), new JcaPKCS8Generator(key.getPrivate(), null));
        return issued.getFirst();
    }

    private List<X509Certificate> answered() throws IOException, GeneralSecurityException {
        byte[] der = Base64.getDecoder()
                .decode(Files.readString(directory.resolve("answer")).strip());
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private Path certificateOf(Device device) {
        return directory.resolve(device.name() + ".pem");
    }

    private Path keyOf(Device device) {
        return directory.resolve(device.name() + ".key");
    }
}
