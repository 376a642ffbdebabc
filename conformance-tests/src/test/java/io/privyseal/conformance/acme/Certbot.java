package io.privyseal.conformance.acme;

import io.privyseal.conformance.acme.Registration.Binding;
import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.ClientProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The EFF's client, in Python. */
final class Certbot implements AcmeClient {
    private static final String NAME = "obtained";

    private final AcmeSite site;
    private final Path directory;

    Certbot(AcmeSite site, Path directory) {
        this.site = site;
        this.directory = directory;
    }

    @Override
    public void register(Registration registration) throws Exception {
        run("register", registration, binding(registration));
    }

    @Override
    public Path obtain(CertificateOrder order) throws Exception {
        if (order.profile() != null) {
            throw ClientMatrix.cannot("certbot of Debian 12 cannot ask for a profile");
        }
        if (order.names().stream().anyMatch(name -> name.matches("[0-9.]+"))) {
            throw ClientMatrix.cannot("certbot of Debian 12 orders no IP addresses");
        }
        List<String> words = new ArrayList<>(binding(order.registration()));
        words.addAll(List.of("--cert-name", NAME, "--key-type"));
        switch (order.key()) {
            case RSA_2048 -> words.addAll(List.of("rsa", "--rsa-key-size", "2048"));
            case EC_P256 -> words.addAll(List.of("ecdsa", "--elliptic-curve", "secp256r1"));
        }
        switch (order.proof()) {
            case HTTP_01 ->
                words.addAll(
                        List.of("--webroot", "--webroot-path", site.web().root().toString()));
            case DNS_01 ->
                words.addAll(List.of(
                        "--manual",
                        "--preferred-challenges",
                        "dns",
                        "--manual-auth-hook",
                        hook("add"),
                        "--manual-cleanup-hook",
                        hook("remove")));
            case TLS_ALPN_01 -> throw ClientMatrix.cannot("certbot has no tls-alpn-01");
        }
        order.names().forEach(name -> words.addAll(List.of("--domain", name)));
        run("certonly", order.registration(), words);
        return live("fullchain.pem");
    }

    @Override
    public Path renew(CertificateOrder order) throws Exception {
        run(
                "renew",
                order.registration(),
                List.of("--cert-name", NAME, "--force-renewal", "--no-random-sleep-on-renew"));
        return live("fullchain.pem");
    }

    @Override
    public Path renewAsAdvised(CertificateOrder order) {
        throw ClientMatrix.cannot("certbot of Debian 12 does not ask for renewal information");
    }

    @Override
    public void changeAccountKey(Registration registration) {
        throw ClientMatrix.cannot("certbot cannot change the key of an account");
    }

    @Override
    public void revokeByAccount(CertificateOrder order) throws Exception {
        run(
                "revoke",
                order.registration(),
                List.of("--cert-path", live("cert.pem").toString(), "--no-delete-after-revoke"));
    }

    @Override
    public void revokeByCertificateKey(CertificateOrder order) throws Exception {
        run(
                "revoke",
                order.registration(),
                List.of(
                        "--cert-path",
                        live("cert.pem").toString(),
                        "--key-path",
                        live("privkey.pem").toString(),
                        "--no-delete-after-revoke"));
    }

    @Override
    public void deactivateAccount(Registration registration) throws Exception {
        run("unregister", registration, List.of());
    }

    private String hook(String action) {
        return site.hook() + " " + action + " \"$CERTBOT_DOMAIN\" \"$CERTBOT_VALIDATION\"";
    }

    private static List<String> binding(Registration registration) {
        List<String> words = new ArrayList<>(List.of("--agree-tos", "--email", "admin@example.test", "--no-eff-email"));
        Binding binding = registration.binding();
        if (binding != null) {
            words.addAll(List.of("--eab-kid", binding.macId(), "--eab-hmac-key", binding.macKey()));
        }
        return words;
    }

    private Path live(String file) {
        return directory.resolve("config/live/" + NAME).resolve(file);
    }

    private void run(String command, Registration registration, List<String> more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "certbot",
                command,
                "--non-interactive",
                "--config-dir",
                directory.resolve("config").toString(),
                "--work-dir",
                directory.resolve("work").toString(),
                "--logs-dir",
                directory.resolve("logs").toString(),
                "--server",
                registration.directory()));
        words.addAll(more);
        ClientProcess.run(directory, Map.of("REQUESTS_CA_BUNDLE", site.root().toString()), words);
    }
}
