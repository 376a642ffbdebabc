package io.privyseal.rest.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.privyseal.authority.KeyTemplate;
import io.privyseal.rest.FirstStartProfile;
import io.privyseal.rest.NewServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every kind of CA key: root, issuing CA and end entity, judged by those who did not make them. */
@QuarkusTest
@TestProfile(FirstStartProfile.class)
class IssuerKeyTypesTest {
    private static final Map<KeyTemplate, Issued> ISSUED = new EnumMap<>(KeyTemplate.class);

    @Inject
    NewServer server;

    /** A certificate and those above it, the root last. */
    private record Issued(X509Certificate leaf, List<X509Certificate> chain) {
        List<X509Certificate> belowRoot() {
            return List.of(leaf, chain.getFirst());
        }
    }

    @ParameterizedTest
    @EnumSource(KeyTemplate.class)
    void issuesWhatThePathValidatorOfTheJdkAccepts(KeyTemplate template) {
        assertThatCode(() -> validate(issued(template), "PKIX", Security.getProvider("SUN")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(KeyTemplate.class)
    void issuesWhatThePathValidatorOfBouncyCastleAccepts(KeyTemplate template) {
        assertThatCode(() -> validate(issued(template), "PKIX", new BouncyCastleProvider()))
                .doesNotThrowAnyException();
    }

    // OpenSSL knows ML-DSA from 3.5 on.
    @ParameterizedTest
    @EnumSource(
            value = KeyTemplate.class,
            mode = Mode.EXCLUDE,
            names = {"ML_DSA_44", "ML_DSA_65", "ML_DSA_87"})
    void issuesWhatOpensslAccepts(KeyTemplate template, @TempDir Path folder) throws Exception {
        assumeTrue(hasOpenssl(), "openssl is not installed");
        Issued issued = issued(template);
        Path root = write(folder.resolve("root.pem"), issued.chain().getLast());
        Path issuing = write(folder.resolve("issuing.pem"), issued.chain().getFirst());
        Path leaf = write(folder.resolve("leaf.pem"), issued.leaf());

        assertThat(run(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        root.toString(),
                        "-untrusted",
                        issuing.toString(),
                        leaf.toString()))
                .contains("OK");
    }

    @ParameterizedTest
    @EnumSource(KeyTemplate.class)
    void certifiesAKeyOfTheWantedKind(KeyTemplate template) {
        for (X509Certificate authority : issued(template).chain()) {
            String algorithm = authority.getPublicKey().getAlgorithm();
            assertThat(algorithm)
                    .isIn(template.algorithm(), template.algorithm().equals("Ed25519") ? "EdDSA" : "ML-DSA");
            assertThat(authority.getBasicConstraints()).isNotNegative();
        }
    }

    private Issued issued(KeyTemplate template) {
        return ISSUED.computeIfAbsent(template, this::issue);
    }

    private Issued issue(KeyTemplate template) {
        String family = template.keyType().algorithm().family();
        String size = template.keyType().size();
        long root = server.root(NewServer.newName("Root"), family, size);
        String name = NewServer.newName("Issuing");
        long issuing = server.issuing(name, root, family, size);
        return new Issued(server.issue(server.sslProfile(name + " SSL"), 30), server.chain(issuing));
    }

    private static void validate(Issued issued, String algorithm, Provider provider) throws GeneralSecurityException {
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(issued.chain().getLast(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance(algorithm, provider)
                .validate(
                        CertificateFactory.getInstance("X.509", provider).generateCertPath(issued.belowRoot()),
                        parameters);
    }

    private static Path write(Path file, X509Certificate certificate) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private static boolean hasOpenssl() {
        try {
            return run("openssl", "version").startsWith("OpenSSL 3");
        } catch (IOException | InterruptedException _) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
