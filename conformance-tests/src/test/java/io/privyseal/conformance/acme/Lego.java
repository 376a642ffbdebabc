package io.privyseal.conformance.acme;

import io.privyseal.conformance.acme.Registration.Binding;
import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.ClientProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The client and library in Go that Traefik and others build upon. */
final class Lego implements AcmeClient {
    private final AcmeSite site;
    private final Path directory;

    Lego(AcmeSite site, Path directory) {
        this.site = site;
        this.directory = directory;
    }

    /** With a certificate: it has no command that only registers. */
    @Override
    public void register(Registration registration) throws Exception {
        CertificateOrder any = CertificateOrder.of(registration.directory(), "registers.lego.test");
        run(new CertificateOrder(registration, any.names(), any.key(), any.proof(), null), "run");
    }

    @Override
    public Path obtain(CertificateOrder order) throws Exception {
        if (order.names().stream().anyMatch(name -> name.matches("[0-9.]+"))) {
            throw ClientMatrix.cannot("lego of Debian 12 orders an IP address as if it were a DNS name");
        }
        if (order.profile() != null) {
            throw ClientMatrix.cannot("lego of Debian 12 cannot ask for a profile");
        }
        run(order, "run");
        return chain(order);
    }

    @Override
    public Path renew(CertificateOrder order) throws Exception {
        run(order, "renew", "--days", "1000", "--no-random-sleep");
        return chain(order);
    }

    @Override
    public Path renewAsAdvised(CertificateOrder order) {
        throw ClientMatrix.cannot("lego of Debian 12 does not ask for renewal information");
    }

    @Override
    public void changeAccountKey(Registration registration) {
        throw ClientMatrix.cannot("lego's command line cannot change the key of an account");
    }

    @Override
    public void revokeByAccount(CertificateOrder order) throws Exception {
        run(order, "revoke", "--keep");
    }

    @Override
    public void revokeByCertificateKey(CertificateOrder order) {
        throw ClientMatrix.cannot("lego revokes by account only");
    }

    @Override
    public void deactivateAccount(Registration registration) {
        throw ClientMatrix.cannot("lego's command line cannot deactivate an account");
    }

    private Path chain(CertificateOrder order) {
        return directory.resolve("lego/certificates/" + order.names().getFirst().replace('*', '_') + ".crt");
    }

    private void run(CertificateOrder order, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                "lego",
                "--server",
                order.registration().directory(),
                "--accept-tos",
                "--email",
                "admin@example.test",
                "--path",
                directory.resolve("lego").toString(),
                "--key-type",
                switch (order.key()) {
                    case RSA_2048 -> "rsa2048";
                    case EC_P256 -> "ec256";
                }));
        Binding binding = order.registration().binding();
        if (binding != null) {
            words.addAll(List.of("--eab", "--kid", binding.macId(), "--hmac", binding.macKey()));
        }
        words.addAll(
                switch (order.proof()) {
                    case HTTP_01 ->
                        List.of("--http", "--http.webroot", site.web().root().toString());
                    case DNS_01 ->
                        List.of(
                                "--dns",
                                "exec",
                                "--dns.disable-cp",
                                "--dns.resolvers",
                                site.zone().address());
                    case TLS_ALPN_01 -> List.of("--tls", "--tls.port", "127.0.0.1:" + site.alpnPort());
                });
        order.names().forEach(name -> words.addAll(List.of("--domains", name)));
        words.addAll(List.of(command));
        ClientProcess.run(
                directory,
                Map.of(
                        "LEGO_CA_CERTIFICATES",
                        site.root().toString(),
                        "EXEC_PATH",
                        hook().toString(),
                        "EXEC_POLLING_INTERVAL",
                        "1",
                        // Between the records of one order; a minute unless set.
                        "EXEC_SEQUENCE_INTERVAL",
                        "1"),
                words);
    }

    /** Called with present or cleanup, the record's name with a dot at its end, and the value. */
    private Path hook() throws IOException {
        Path hook = directory.resolve("lego-hook");
        Files.writeString(hook, """
            #!/bin/sh
            name=${2#_acme-challenge.}
            case "$1" in present) action=add ;; *) action=remove ;; esac
            exec '%s' "$action" "${name%%.}" "$3"
            """.formatted(site.hook()));
        if (!hook.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + hook + " executable");
        }
        return hook;
    }
}
