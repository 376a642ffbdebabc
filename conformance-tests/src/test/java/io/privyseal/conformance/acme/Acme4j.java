package io.privyseal.conformance.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privyseal.conformance.acme.CertificateOrder.Proof;
import io.privyseal.conformance.acme.Registration.Binding;
import io.privyseal.conformance.client.Certificates;
import io.privyseal.conformance.client.Rest;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.RevocationReason;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.challenge.TlsAlpn01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.GenericAcmeProvider;
import org.shredzone.acme4j.util.KeyPairUtils;

/** The client library in Java; it runs in the process of the tests. */
final class Acme4j implements AcmeClient {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AcmeSite site;
    private final Path directory;
    private final Clock clock = Clock.systemUTC();

    private @Nullable Login login;
    private @Nullable KeyPair certificateKey;
    private @Nullable Certificate certificate;

    Acme4j(AcmeSite site, Path directory) {
        // It makes keys and requests with this provider, by name.
        Security.addProvider(new BouncyCastleProvider());
        this.site = site;
        this.directory = directory;
    }

    @Override
    public void register(Registration registration) throws Exception {
        login(registration);
    }

    @Override
    public Path obtain(CertificateOrder order) throws Exception {
        return obtain(order, _ -> {});
    }

    @Override
    public Path renew(CertificateOrder order) throws Exception {
        return obtain(order);
    }

    @Override
    public Path renewAsAdvised(CertificateOrder order) throws Exception {
        Certificate replaced = obtained();
        assertThat(replaced.hasRenewalInfo()).isTrue();
        RenewalInfo advice = replaced.getRenewalInfo();
        assertThat(advice.fetch()).as("when to ask again").isPresent();
        assertThat(advice.renewalIsNotRequired(clock.instant())).isTrue();
        X509Certificate leaf = replaced.getCertificate();
        assertThat(advice.getSuggestedWindowStart()).isAfter(leaf.getNotBefore().toInstant());
        assertThat(advice.getSuggestedWindowEnd())
                .isAfter(advice.getSuggestedWindowStart())
                .isBefore(leaf.getNotAfter().toInstant());
        Path renewed = obtain(order, builder -> builder.replaces(replaced));
        // RFC 9773 §5: a certificate is replaced once.
        assertThatThrownBy(() -> newOrder(order).replaces(replaced).create())
                .isInstanceOf(AcmeException.class)
                .hasMessageContaining("replace");
        return renewed;
    }

    @Override
    public void changeAccountKey(Registration registration) throws Exception {
        Login account = login(registration);
        KeyPair former = account.getKeyPair();
        account.getAccount().changeKey(KeyPairUtils.createECKeyPair("secp384r1"));
        assertThatThrownBy(() -> session(registration)
                        .login(account.getAccountLocation(), former)
                        .getAccount()
                        .fetch())
                .as("the former key opens nothing")
                .isInstanceOf(AcmeException.class);
    }

    @Override
    public void revokeByAccount(CertificateOrder order) throws Exception {
        obtained().revoke(RevocationReason.SUPERSEDED);
    }

    @Override
    public void revokeByCertificateKey(CertificateOrder order) throws Exception {
        KeyPair key = certificateKey;
        if (key == null) {
            throw new IllegalStateException("Nothing was obtained");
        }
        Certificate.revoke(
                session(order.registration()), key, obtained().getCertificate(), RevocationReason.KEY_COMPROMISE);
    }

    @Override
    public void deactivateAccount(Registration registration) throws Exception {
        login(registration).getAccount().deactivate();
    }

    /** An order whose names are proven, and for which a certificate has been asked. */
    Order execute(CertificateOrder order) throws Exception {
        return execute(order, newOrder(order).create());
    }

    private Path obtain(CertificateOrder order, Consumer<OrderBuilder> more) throws Exception {
        OrderBuilder builder = newOrder(order);
        more.accept(builder);
        Order made = execute(order, builder.create());
        assertThat(made.waitForCompletion(PATIENCE)).isEqualTo(Status.VALID);
        Certificate issued = made.getCertificate();
        certificate = issued;
        Path chain = directory.resolve("chain.pem");
        try (Writer writer = Files.newBufferedWriter(chain)) {
            issued.writeCertificate(writer);
        }
        return chain;
    }

    private OrderBuilder newOrder(CertificateOrder order) throws Exception {
        OrderBuilder builder = login(order.registration()).newOrder();
        for (String name : order.names()) {
            builder.identifier(
                    name.matches("[0-9.]+") ? Identifier.ip(InetAddress.ofLiteral(name)) : Identifier.dns(name));
        }
        return order.profile() == null ? builder : builder.profile(order.profile());
    }

    private Order execute(CertificateOrder order, Order made) throws Exception {
        for (Authorization authorization : made.getAuthorizations()) {
            prove(authorization, order.proof());
        }
        assertThat(made.waitUntilReady(PATIENCE)).isEqualTo(Status.READY);
        KeyPair key = switch (order.key()) {
            case RSA_2048 -> KeyPairUtils.createKeyPair(2048);
            case EC_P256 -> KeyPairUtils.createECKeyPair("secp256r1");
        };
        certificateKey = key;
        made.execute(key);
        return made;
    }

    private void prove(Authorization authorization, Proof proof) throws Exception {
        Identifier identifier = authorization.getIdentifier();
        switch (proof) {
            case HTTP_01 -> {
                Http01Challenge challenge =
                        authorization.findChallenge(Http01Challenge.class).orElseThrow();
                Files.writeString(site.web().challenges().resolve(challenge.getToken()), challenge.getAuthorization());
                complete(authorization, challenge);
            }
            case DNS_01 -> {
                Dns01Challenge challenge =
                        authorization.findChallenge(Dns01Challenge.class).orElseThrow();
                Path record = site.zone().records().resolve("_acme-challenge." + identifier.getDomain());
                Files.createDirectories(record);
                Files.writeString(record.resolve(challenge.getDigest()), "");
                complete(authorization, challenge);
            }
            case TLS_ALPN_01 -> {
                TlsAlpn01Challenge challenge =
                        authorization.findChallenge(TlsAlpn01Challenge.class).orElseThrow();
                Path certificates = Files.createDirectories(directory.resolve("alpn"));
                // acme4j signs such certificates with RSA only.
                KeyPair key = KeyPairUtils.createKeyPair(2048);
                Certificates.write(
                        certificates.resolve("challenge.crt.pem"), challenge.createCertificate(key, identifier));
                Certificates.write(certificates.resolve("challenge.key.pem"), key);
                try (AlpnResponder _ = new AlpnResponder(site.alpnPort(), certificates)) {
                    complete(authorization, challenge);
                }
            }
        }
    }

    private static void complete(Authorization authorization, Challenge challenge) throws Exception {
        challenge.trigger();
        assertThat(authorization.waitForCompletion(PATIENCE))
                .as(() -> authorization.getIdentifier() + ": " + challenge.getError())
                .isEqualTo(Status.VALID);
    }

    private Certificate obtained() {
        Certificate last = certificate;
        if (last == null) {
            throw new IllegalStateException("Nothing was obtained");
        }
        return last;
    }

    private Login login(Registration registration) throws Exception {
        Login known = login;
        if (known != null) {
            return known;
        }
        AccountBuilder builder = new AccountBuilder()
                .agreeToTermsOfService()
                .addEmail("admin@example.test")
                .useKeyPair(KeyPairUtils.createECKeyPair("secp256r1"));
        Binding binding = registration.binding();
        if (binding != null) {
            builder.withKeyIdentifier(binding.macId(), binding.macKey());
        }
        Login made = builder.createLogin(session(registration));
        login = made;
        return made;
    }

    private Session session(Registration registration) throws IOException, GeneralSecurityException {
        return new Session(URI.create(registration.directory()), new Trusting(Rest.trusting(site.root())));
    }

    /** Trusts the server's own root only. */
    private static final class Trusting extends GenericAcmeProvider {
        private final SSLContext context;

        Trusting(SSLContext context) {
            this.context = context;
        }

        @Override
        public HttpClient createHttpClient(NetworkSettings settings) {
            return HttpClient.newBuilder()
                    .connectTimeout(settings.getTimeout())
                    .sslContext(context)
                    .build();
        }
    }
}
