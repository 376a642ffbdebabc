package io.privyseal.conformance.acme;

import io.privyseal.conformance.Shell;
import io.privyseal.conformance.acme.CertificateOrder.Proof;
import io.privyseal.conformance.acme.Registration.Binding;
import io.privyseal.conformance.client.ClientMatrix;
import io.privyseal.conformance.client.ClientProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The library {@code acme-client} of npm, told what to do by {@code src/test/node/acme-client.cjs}. */
final class NodeAcmeClient implements AcmeClient {
    /** Where {@code .ci/run} installs it. */
    static final Path MODULES = Shell.ROOT.resolve("conformance-tests/target/npm/node_modules");

    private static final Path SCRIPT = Shell.ROOT.resolve("conformance-tests/src/test/node/acme-client.cjs");

    private final AcmeSite site;
    private final Path directory;

    NodeAcmeClient(AcmeSite site, Path directory) {
        this.site = site;
        this.directory = directory;
    }

    @Override
    public void register(Registration registration) throws Exception {
        run("register", registration, Map.of());
    }

    @Override
    public Path obtain(CertificateOrder order) throws Exception {
        Path certificates = Files.createDirectories(directory.resolve("alpn"));
        Map<String, String> environment = new HashMap<>(Map.of(
                "NAMES",
                String.join(",", order.names()),
                "KEY",
                order.key().name(),
                "PROOF",
                order.proof().wireName(),
                "CHALLENGES",
                site.web().challenges().toString(),
                "HOOK",
                site.hook().toString(),
                "ALPN",
                certificates.toString()));
        if (order.profile() != null) {
            environment.put("PROFILE", order.profile());
        }
        if (order.proof() == Proof.TLS_ALPN_01) {
            try (AlpnResponder _ = new AlpnResponder(site.alpnPort(), certificates)) {
                run("obtain", order.registration(), environment);
            }
        } else {
            run("obtain", order.registration(), environment);
        }
        return directory.resolve("chain.pem");
    }

    @Override
    public Path renew(CertificateOrder order) throws Exception {
        return obtain(order);
    }

    @Override
    public Path renewAsAdvised(CertificateOrder order) {
        throw ClientMatrix.cannot("acme-client does not ask for renewal information");
    }

    @Override
    public void changeAccountKey(Registration registration) throws Exception {
        run("rollover", registration, Map.of());
    }

    @Override
    public void revokeByAccount(CertificateOrder order) throws Exception {
        run("revoke", order.registration(), Map.of());
    }

    @Override
    public void revokeByCertificateKey(CertificateOrder order) {
        throw ClientMatrix.cannot("acme-client revokes by account only");
    }

    @Override
    public void deactivateAccount(Registration registration) throws Exception {
        run("deactivate", registration, Map.of());
    }

    private void run(String command, Registration registration, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("NODE_PATH", MODULES.toString());
        environment.put("NODE_EXTRA_CA_CERTS", site.root().toString());
        environment.put("STATE", directory.toString());
        environment.put("DIRECTORY", registration.directory());
        Binding binding = registration.binding();
        if (binding != null) {
            environment.put("MAC_ID", binding.macId());
            environment.put("MAC_KEY", binding.macKey());
        }
        ClientProcess.run(directory, environment, List.of("node", SCRIPT.toString(), command));
    }
}
