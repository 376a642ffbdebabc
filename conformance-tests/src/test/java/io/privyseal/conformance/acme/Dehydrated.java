package io.privyseal.conformance.acme;

import io.privyseal.conformance.acme.CertificateOrder.Proof;
import io.privyseal.conformance.acme.Registration.Binding;
import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.ClientProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The client in Bash, with OpenSSL and curl. */
final class Dehydrated implements AcmeClient {
    private static final String ALIAS = "obtained";

    private final AcmeSite site;
    private final Path directory;

    Dehydrated(AcmeSite site, Path directory) {
        this.site = site;
        this.directory = directory;
    }

    @Override
    public void register(Registration registration) throws Exception {
        configure(registration, "");
        run("--register", "--accept-terms");
    }

    @Override
    public Path obtain(CertificateOrder order) throws Exception {
        if (order.profile() != null) {
            throw ClientMatrix.cannot("dehydrated of Debian 12 cannot ask for a profile");
        }
        if (order.names().stream().anyMatch(name -> name.matches("[0-9.]+"))) {
            throw ClientMatrix.cannot("dehydrated of Debian 12 orders no IP addresses");
        }
        register(order.registration());
        configure(
                order.registration(),
                """
                CHALLENGETYPE=%s
                KEY_ALGO=%s
                KEYSIZE=2048
                """.formatted(
                                        order.proof().wireName(),
                                        switch (order.key()) {
                                            case RSA_2048 -> "rsa";
                                            case EC_P256 -> "prime256v1";
                                        })
                        + (order.proof() == Proof.DNS_01 ? "HOOK='" + hook() + "'\n" : ""));
        issue(order);
        return file("fullchain.pem");
    }

    @Override
    public Path renew(CertificateOrder order) throws Exception {
        issue(order, "--force");
        return file("fullchain.pem");
    }

    private void issue(CertificateOrder order, String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("--cron", "--alias", ALIAS));
        order.names().forEach(name -> words.addAll(List.of("--domain", name)));
        words.addAll(List.of(more));
        if (order.proof() == Proof.TLS_ALPN_01) {
            try (AlpnResponder _ = new AlpnResponder(site.alpnPort(), directory.resolve("alpn"))) {
                run(words.toArray(String[]::new));
            }
        } else {
            run(words.toArray(String[]::new));
        }
    }

    @Override
    public Path renewAsAdvised(CertificateOrder order) {
        throw ClientMatrix.cannot("dehydrated does not ask for renewal information");
    }

    @Override
    public void changeAccountKey(Registration registration) {
        throw ClientMatrix.cannot("dehydrated cannot change the key of an account");
    }

    @Override
    public void revokeByAccount(CertificateOrder order) throws Exception {
        run("--revoke", file("cert.pem").toString());
    }

    @Override
    public void revokeByCertificateKey(CertificateOrder order) {
        throw ClientMatrix.cannot("dehydrated asks for the account of the certificate's key first, and there is none");
    }

    @Override
    public void deactivateAccount(Registration registration) throws Exception {
        run("--deactivate");
    }

    private void configure(Registration registration, String more) throws IOException {
        Binding binding = registration.binding();
        Files.writeString(
                directory.resolve("config"),
                """
                CA='%s'
                BASEDIR='%s'
                WELLKNOWN='%s'
                ALPNCERTDIR='%s'
                CURL_OPTS='--cacert %s'
                CONTACT_EMAIL=admin@example.test
                ACCOUNT_KEYSIZE=2048
                """.formatted(
                                        registration.directory(),
                                        directory,
                                        site.web().challenges(),
                                        directory.resolve("alpn"),
                                        site.root())
                        + (binding == null
                                ? ""
                                : "EAB_KID='" + binding.macId() + "'\nEAB_HMAC_KEY='" + binding.macKey() + "'\n")
                        + more);
    }

    /** Called for every event, with its name first. */
    private Path hook() throws IOException {
        Path hook = directory.resolve("dehydrated-hook");
        Files.writeString(hook, """
            #!/bin/sh
            case "$1" in
              deploy_challenge) exec '%1$s' add "$2" "$4" ;;
              clean_challenge) exec '%1$s' remove "$2" "$4" ;;
            esac
            """.formatted(site.hook()));
        if (!hook.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + hook + " executable");
        }
        return hook;
    }

    private Path file(String name) {
        return directory.resolve("certs/" + ALIAS).resolve(name);
    }

    private void run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("dehydrated", "--config", directory.resolve("config").toString()));
        command.addAll(List.of(words));
        ClientProcess.run(directory, Map.of(), command);
    }
}
