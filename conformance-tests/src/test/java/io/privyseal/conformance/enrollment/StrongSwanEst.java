package io.privyseal.conformance.enrollment;

import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.ClientProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** {@code pki --est}, at the endpoint without a label, which is all that it knows before 6.0. */
final class StrongSwanEst implements EnrollmentClient {
    private final EnrollmentSite site;
    private final StrongSwan pki;
    private final Path directory;

    StrongSwanEst(EnrollmentSite site, Path directory) {
        this.site = site;
        this.pki = new StrongSwan(directory);
        this.directory = directory;
    }

    @Override
    public List<X509Certificate> fetchAuthorities(Place place) throws Exception {
        pki.fetch("--estca", "--url", url(place), "--cacert", site.root().toString());
        List<X509Certificate> found = new ArrayList<>();
        for (Path file : pki.authorities()) {
            found.addAll(Certificates.read(file));
        }
        return found;
    }

    private static String url(Place place) {
        return place.address().resolve("/").toString();
    }

    @Override
    public X509Certificate enroll(Place place, Device device) throws Exception {
        return keep(device, pki.run(first(place, device)));
    }

    /** It sleeps as long as it is told to, so it is ended there, and started again with the same request. */
    @Override
    public X509Certificate enroll(Place place, Device device, Decision decision) throws Exception {
        String[] request = first(place, device);
        try (ClientProcess waiting = pki.start(request)) {
            waiting.await("EST request pending");
        }
        decision.make();
        return keep(device, pki.run(request));
    }

    @Override
    public String enrollInVain(Place place, Device device) throws Exception {
        return pki.runInVain(first(place, device));
    }

    @Override
    public X509Certificate renew(Place place, Device device) throws Exception {
        Path next = pki.makeKey(device, ".next");
        String printed = pki.run(request(
                place,
                makeCsr(device, next),
                "--cert",
                pki.certificateOf(device).toString(),
                "--key",
                pki.keyOf(device).toString()));
        Files.move(next, pki.keyOf(device), StandardCopyOption.REPLACE_EXISTING);
        return keep(device, printed);
    }

    private String[] first(Place place, Device device) throws IOException, InterruptedException {
        Path csr = makeCsr(device, pki.makeKey(device, ".key"));
        return request(place, csr, "--userpass", place.user() + ":" + place.secret());
    }

    private Path makeCsr(Device device, Path key) throws IOException, InterruptedException {
        String printed = pki.run(
                "--req",
                "--type",
                StrongSwan.type(device),
                "--in",
                key.toString(),
                "--dn",
                "CN=" + device.name(),
                "--outform",
                "pem");
        return Files.writeString(
                directory.resolve(device.name() + ".csr"), printed.substring(printed.indexOf("-----BEGIN")));
    }

    private String[] request(Place place, Path csr, String... right) {
        List<String> words = new ArrayList<>(List.of(
                "--est",
                "--url",
                url(place),
                "--in",
                csr.toString(),
                "--cacert",
                site.root().toString(),
                "--outform",
                "pem"));
        words.addAll(List.of(right));
        return words.toArray(String[]::new);
    }

    private X509Certificate keep(Device device, String printed) throws IOException, GeneralSecurityException {
        X509Certificate issued = Certificates.in(printed).getFirst();
        Certificates.write(pki.certificateOf(device), issued);
        return issued;
    }
}
