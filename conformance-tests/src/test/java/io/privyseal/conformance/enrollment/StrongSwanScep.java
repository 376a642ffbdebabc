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

/** {@code pki --scep}, which renews by RenewalReq. */
final class StrongSwanScep implements EnrollmentClient {
    private final StrongSwan pki;
    private final Path directory;

    StrongSwanScep(EnrollmentSite site, Path directory) {
        this.pki = new StrongSwan(directory);
        this.directory = directory;
    }

    @Override
    public List<X509Certificate> fetchAuthorities(Place place) throws Exception {
        pki.fetch("--scepca", "--url", place.address().toString(), "--raout", registrationAuthority());
        List<X509Certificate> found = new ArrayList<>(Certificates.read(Path.of(registrationAuthority())));
        for (Path file : pki.authorities()) {
            found.addAll(Certificates.read(file));
        }
        return found;
    }

    private String registrationAuthority() {
        return directory.resolve("ra.pem").toString();
    }

    @Override
    public X509Certificate enroll(Place place, Device device) throws Exception {
        return keep(device, pki.run(first(place, device)));
    }

    @Override
    public X509Certificate enroll(Place place, Device device, Decision decision) throws Exception {
        try (ClientProcess polling = pki.start(first(place, device))) {
            decision.make();
            return keep(device, polling.finish());
        }
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
                device,
                next,
                "--cert",
                pki.certificateOf(device).toString(),
                "--key",
                pki.keyOf(device).toString()));
        Files.move(next, pki.keyOf(device), StandardCopyOption.REPLACE_EXISTING);
        return keep(device, printed);
    }

    private String[] first(Place place, Device device) throws IOException, InterruptedException {
        return request(place, device, pki.makeKey(device, ".key"), "--password", place.secret());
    }

    private String[] request(Place place, Device device, Path key, String... right) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "--scep",
                "--url",
                place.address().toString(),
                "--in",
                key.toString(),
                "--dn",
                "CN=" + device.name(),
                "--cacert-enc",
                registrationAuthority(),
                "--cacert-sig",
                registrationAuthority(),
                "--interval",
                "1",
                "--maxpolltime",
                "60",
                "--outform",
                "pem"));
        for (Path authority : pki.authorities()) {
            words.addAll(List.of("--cacert", authority.toString()));
        }
        words.addAll(List.of(right));
        return words.toArray(String[]::new);
    }

    private X509Certificate keep(Device device, String printed) throws IOException, GeneralSecurityException {
        X509Certificate issued = Certificates.in(printed).getFirst();
        Certificates.write(pki.certificateOf(device), issued);
        return issued;
    }
}
