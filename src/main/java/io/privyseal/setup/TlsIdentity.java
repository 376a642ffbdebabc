package io.privyseal.setup;

import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.enrollment.ServiceCertificates;
import io.privyseal.inventory.CollectFormat;
import io.privyseal.organization.Customers;
import io.privyseal.platform.BeforeListening;
import io.privyseal.platform.CertificateExpiry;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Home;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.DnsName;
import io.privyseal.platform.name.IpAddress;
import io.privyseal.platform.secret.MasterKey;
import io.privyseal.platform.tls.ServerCertificate;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The server's own certificate: from its own CA, for localhost, this host and the host of {@code PRIVYSEAL_BASE_URL};
 * renewed when a third of its life is left, and shown by the next handshake. The key lies sealed in the state directory.
 */
@Singleton
@Priority(300)
class TlsIdentity implements BeforeListening {
    private static final Logger LOG = Logger.getLogger(TlsIdentity.class);
    private static final Actor ACTOR = Actor.system("tls");
    private static final String KEY_FILE = "server.key.sealed";
    private static final String CHAIN_FILE = "server.pem";
    private static final String SEALING_PURPOSE = "server key";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int TERM_DAYS = 90;

    private final ServiceCertificates certificates;
    private final Customers customers;
    private final Authorities authorities;
    private final ServerCertificate shown;
    private final MasterKey masterKey;
    private final PublicUrls urls;
    private final Home home;
    private final SecureRandom random;
    private final Clock clock;
    private final CertificateExpiry expiry;

    TlsIdentity(
            ServiceCertificates certificates,
            Customers customers,
            Authorities authorities,
            ServerCertificate shown,
            MasterKey masterKey,
            PublicUrls urls,
            Home home,
            SecureRandom random,
            Clock clock,
            CertificateExpiry expiry) {
        this.certificates = certificates;
        this.customers = customers;
        this.authorities = authorities;
        this.shown = shown;
        this.masterKey = masterKey;
        this.urls = urls;
        this.home = home;
        this.random = random;
        this.clock = clock;
        this.expiry = expiry;
    }

    @Override
    public void beforeListening() {
        renew();
    }

    @Scheduled(every = "1h", delayed = "1h")
    void renew() {
        Set<SubjectAlternativeName> names = names();
        Optional<ServerCertificate.Credential> stored = load();
        if (stored.isPresent() && isGood(stored.get().chain().getFirst(), names)) {
            ServerCertificate.Credential credential = stored.get();
            show(credential);
            return;
        }
        try {
            make(names);
        } catch (RuntimeException e) {
            ServerCertificate.Credential old = stored.orElseThrow(
                    () -> new IllegalStateException("No server certificate can be made: " + e.getMessage(), e));
            // Even one that has expired: what keeps it from being renewed can only be mended in a server that runs.
            LOG.errorf(
                    e,
                    "The server certificate cannot be renewed; the old one is shown, which ends at %s",
                    old.chain().getFirst().getNotAfter().toInstant());
            show(old);
        }
    }

    private void show(ServerCertificate.Credential credential) {
        shown.use(credential.key(), credential.chain());
        expiry.watch(
                "tls", "", "server", credential.chain().getFirst().getNotAfter().toInstant());
    }

    private void make(Set<SubjectAlternativeName> names) {
        CustomerId customer =
                customers.findByUri(FirstStart.CUSTOMER_URI).orElseThrow().id();
        CertificateAuthority issuer = issuer(customer);
        KeyPair pair = newKeyPair();
        CertificatePlan plan = new CertificatePlan(
                issuer.id(),
                Purpose.END_ENTITY,
                new X500NameBuilder(BCStyle.INSTANCE)
                        .addRDN(BCStyle.CN, names.iterator().next().value())
                        .build(),
                List.copyOf(names),
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()),
                Set.of(KeyUsageBit.DIGITAL_SIGNATURE),
                List.of(SERVER_AUTH),
                TERM_DAYS,
                Overflow.CLAMP,
                null);
        SignedCertificate signed = certificates.issue(customer, plan, ACTOR);
        List<byte[]> chain = new ArrayList<>(List.of(signed.der()));
        // The root is left out: whoever trusts it has it.
        List<AuthorityCertificate> above = authorities.chain(issuer.id());
        above.subList(0, above.size() - 1).forEach(certificate -> chain.add(certificate.der()));
        home.writeSecret(KEY_FILE, masterKey.seal(pair.getPrivate().getEncoded(), SEALING_PURPOSE));
        home.writePublic(CHAIN_FILE, CollectFormat.pem(chain));
        show(new ServerCertificate.Credential(pair.getPrivate(), parse(CollectFormat.pem(chain))));
        LOG.infof(
                "Made a server certificate for %s",
                names.stream().map(SubjectAlternativeName::value).toList());
    }

    /** The oldest active issuing CA. */
    private CertificateAuthority issuer(CustomerId customer) {
        return authorities.list(customer).stream()
                .filter(found -> found.kind() == CertificateAuthority.Kind.ISSUING
                        && found.state() == CertificateAuthority.State.ACTIVE)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("There is no active issuing CA for the server certificate"));
    }

    /** What is stored and fit to be shown: a cut-off write may have left files that are empty, damaged or no pair. */
    private Optional<ServerCertificate.Credential> load() {
        try {
            Optional<byte[]> key = home.read(KEY_FILE);
            Optional<byte[]> chain = home.read(CHAIN_FILE);
            if (key.isEmpty() || chain.isEmpty()) {
                return Optional.empty();
            }
            PrivateKey privateKey = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(masterKey.unseal(key.get(), SEALING_PURPOSE)));
            var credential = new ServerCertificate.Credential(privateKey, parse(chain.get()));
            if (isPair(privateKey, credential.chain().getFirst())) {
                return Optional.of(credential);
            }
            LOG.warn("The stored server certificate is not that of the stored key and is replaced");
            return Optional.empty();
        } catch (GeneralSecurityException | RuntimeException e) {
            LOG.warnf("The stored server certificate cannot be read and is replaced: %s", e.getMessage());
            return Optional.empty();
        }
    }

    // Only a pair agrees with a third key on one secret. Nothing but key stores signs, and every start waits for this.
    private boolean isPair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        KeyPair third = newKeyPair();
        return Arrays.equals(agree(key, third.getPublic()), agree(third.getPrivate(), certificate.getPublicKey()));
    }

    private static byte[] agree(PrivateKey own, PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private boolean isGood(X509Certificate certificate, Set<SubjectAlternativeName> names) {
        Instant notBefore = certificate.getNotBefore().toInstant();
        Instant notAfter = certificate.getNotAfter().toInstant();
        Duration third = Duration.between(notBefore, notAfter).dividedBy(3);
        return clock.instant().isBefore(notAfter.minus(third))
                && namesOf(certificate).containsAll(values(names));
    }

    private static Set<String> values(Set<SubjectAlternativeName> names) {
        Set<String> values = new LinkedHashSet<>();
        names.forEach(name -> values.add(name.value()));
        return values;
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        try {
            Set<String> values = new LinkedHashSet<>();
            var names = certificate.getSubjectAlternativeNames();
            if (names != null) {
                names.forEach(name -> values.add(normal(String.valueOf(name.get(1)))));
            }
            return values;
        } catch (GeneralSecurityException e) {
            return Set.of();
        }
    }

    private static String normal(String name) {
        return name.indexOf(':') >= 0 ? IpAddress.parse(name).value() : name;
    }

    private Set<SubjectAlternativeName> names() {
        Set<SubjectAlternativeName> names = new LinkedHashSet<>();
        names.add(new SubjectAlternativeName(Kind.DNS, "localhost"));
        names.add(new SubjectAlternativeName(Kind.IP, "127.0.0.1"));
        names.add(new SubjectAlternativeName(Kind.IP, "::1"));
        addHost(names, hostName());
        addHost(names, URI.create(urls.baseUrl()).getHost());
        return names;
    }

    private static void addHost(Set<SubjectAlternativeName> names, @Nullable String host) {
        if (host == null) {
            return;
        }
        try {
            boolean address = host.startsWith("[") || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
            names.add(
                    address
                            ? new SubjectAlternativeName(
                                    Kind.IP,
                                    IpAddress.parse(host.replace("[", "").replace("]", ""))
                                            .value())
                            : new SubjectAlternativeName(
                                    Kind.DNS, DnsName.parse(host).value()));
        } catch (RefusedException e) {
            LOG.warnf("The host name '%s' cannot stand in a certificate: %s", host, e.detail());
        }
    }

    private static @Nullable String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return null;
        }
    }

    private KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make a P-256 key", e);
        }
    }

    private static List<X509Certificate> parse(byte[] pem) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate cannot be read", e);
        }
    }
}
