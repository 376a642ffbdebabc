package io.privyseal.conformance.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.conformance.Shell;
import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.KeyKind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * One client in one scenario: its names, which no other has, and what the certificates must be.
 *
 * @param client as it is called in names
 * @param open directory for clients without an external account
 * @param closed directory for clients with one
 */
record Trial(AcmeSite site, String client, String open, String closed, Path directory) {
    /** An order for names below this client's domain. */
    CertificateOrder order(String... labels) {
        return CertificateOrder.of(open, names(labels));
    }

    private String[] names(String... labels) {
        return Stream.of(labels).map(label -> label + "." + client + ".test").toArray(String[]::new);
    }

    /** With an external account of its own. */
    Registration bound() throws IOException, InterruptedException {
        return new Registration(closed, site.addExternalAccount(directory.getFileName() + " of " + client, closed));
    }

    String clientsOf(Registration registration) throws IOException, InterruptedException {
        Registration.Binding binding = registration.binding();
        if (binding == null) {
            throw new IllegalStateException("Not bound to an external account");
        }
        return site.clientsOf(binding);
    }

    List<X509Certificate> read(Path chain) throws IOException, GeneralSecurityException {
        return Certificates.read(chain);
    }

    /** A chain to the server's root, for the names of these labels and a key of this kind. */
    List<X509Certificate> requireCertificate(Path file, KeyKind key, String... labels)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = read(file);
        Certificates.requirePath(chain, read(site.root()).getFirst());
        X509Certificate leaf = chain.getFirst();
        assertThat(leaf.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .containsExactlyInAnyOrder(names(labels));
        key.requireOf(leaf.getPublicKey());
        return chain;
    }

    /** By OCSP, as OpenSSL sees it. */
    void requireRevoked(List<X509Certificate> chain) throws IOException, InterruptedException {
        Certificates.write(directory.resolve("revoked.pem"), chain.getFirst());
        Certificates.write(directory.resolve("issuer.pem"), chain.get(1));
        Shell.Result status = Shell.run(
                directory,
                "openssl ocsp -CAfile '" + site.root() + "' -issuer issuer.pem -cert revoked.pem -url"
                        + " \"$(openssl x509 -in revoked.pem -noout -ocsp_uri)\"");
        assertThat(status.output()).contains("Response verify OK", "revoked.pem: revoked");
    }
}
