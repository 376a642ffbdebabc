package io.privyseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.audit.Actor;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyTemplate;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.TestIssuance;
import io.privyseal.inventory.CertificateId;
import io.privyseal.platform.CustomerId;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(StatusTestProfile.class)
class CrlsTest {
    private static final Actor ACTOR = Actor.system("test");

    private final Crls crls;
    private final Authorities authorities;
    private final Revocations revocations;
    private final TestIssuance issuance;
    private final EntityManager entities;
    private final MeterRegistry meters;
    private CustomerId customer;
    private CertificateAuthority root;
    private CertificateAuthority issuer;

    @Inject
    CrlsTest(
            Crls crls,
            Authorities authorities,
            Revocations revocations,
            TestIssuance issuance,
            EntityManager entities,
            MeterRegistry meters) {
        this.crls = crls;
        this.authorities = authorities;
        this.revocations = revocations;
        this.issuance = issuance;
        this.entities = entities;
        this.meters = meters;
    }

    @BeforeEach
    void createAuthorities() {
        customer = issuance.customer();
        root = issuance.root(customer, KeyTemplate.P_256);
        issuer = issuance.issuing(root, KeyTemplate.P_256);
    }

    @ParameterizedTest
    @EnumSource(KeyTemplate.class)
    void everyKindOfKeySignsCrls(KeyTemplate template) throws Exception {
        CertificateAuthority authority = issuance.root(customer, template);

        X509CRLHolder crl = holder(crls.find(authority.id()).orElseThrow());

        assertThat(crl.isSignatureValid(new JcaContentVerifierProviderBuilder()
                        .build(authority.requireCertificate().holder())))
                .isTrue();
    }

    @Test
    void theFirstCrlIsMadeOnDemandAndEmpty() throws Exception {
        PublishedCrl published = crls.find(issuer.id()).orElseThrow();

        X509CRL crl = (X509CRL)
                CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(published.der()));
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(issuer.requireCertificate().der()));
        crl.verify(certificate.getPublicKey());
        assertThat(crl.getRevokedCertificates()).isNull();
        assertThat(crl.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(crl.getThisUpdate().toInstant()).isEqualTo(published.thisUpdate());
        assertThat(Duration.between(published.thisUpdate(), published.nextUpdate()))
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void namesItsIssuersKeyAndItsNumber() throws Exception {
        X509CRLHolder crl = holder(crls.find(issuer.id()).orElseThrow());

        assertThat(AuthorityKeyIdentifier.fromExtensions(crl.getExtensions()).getKeyIdentifierOctets())
                .isEqualTo(SubjectKeyIdentifier.fromExtensions(
                                issuer.requireCertificate().holder().getExtensions())
                        .getKeyIdentifier());
        assertThat(number(crl)).isEqualTo(1);
        assertThat(crl.getExtension(Extension.issuingDistributionPoint)).isNull();
    }

    @Test
    void listsRevokedCertificatesWithTimeAndReason() throws Exception {
        TestIssuance.Issued stolen = issuance.leaf(issuer);
        TestIssuance.Issued unspecified = issuance.leaf(issuer);
        TestIssuance.Issued good = issuance.leaf(issuer);
        Revocation revocation = revoke(stolen, RevocationReason.KEY_COMPROMISE);
        revoke(unspecified, RevocationReason.UNSPECIFIED);
        SerialNumber spent = issuance.spent(issuer);
        revocations.revokeSpent(customer, issuer.id(), spent, RevocationReason.SUPERSEDED, null, ACTOR);

        X509CRLHolder crl = holder(crls.find(issuer.id()).orElseThrow());

        X509CRLEntryHolder entry =
                crl.getRevokedCertificate(stolen.certificate().getSerialNumber());
        assertThat(entry.getRevocationDate().toInstant()).isEqualTo(revocation.revokedAt());
        assertThat(reason(entry)).isEqualTo(1);
        assertThat(crl.getRevokedCertificate(unspecified.certificate().getSerialNumber())
                        .hasExtensions())
                .isFalse();
        assertThat(crl.getRevokedCertificate(spent.value())).isNotNull();
        assertThat(crl.getRevokedCertificate(good.certificate().getSerialNumber()))
                .isNull();
    }

    @Test
    void aRevokedIssuingCaIsOnTheCrlOfItsRoot() throws Exception {
        BigInteger serial = issuer.requireCertificate().holder().getSerialNumber();
        var id = QuarkusTransaction.requiringNew()
                .call(() -> new CertificateId(((Number) entities.createNativeQuery(
                                        "select id from certificate where authority_id = :a and serial = :s")
                                .setParameter("a", root.id().value())
                                .setParameter("s", serial.toString(16))
                                .getSingleResult())
                        .longValue()));
        revocations.revoke(customer, id, RevocationReason.CA_COMPROMISE, null, null, ACTOR);

        X509CRLHolder crl = holder(crls.find(root.id()).orElseThrow());

        assertThat(reason(crl.getRevokedCertificate(serial))).isEqualTo(2);
    }

    @Test
    void aRevocationMakesANewCrlDueAndOnlyOnce() throws Exception {
        crls.find(issuer.id());
        assertThat(crls.refresh(issuer.id())).isFalse();
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        revoke(leaf, RevocationReason.SUPERSEDED);

        assertThat(crls.refresh(issuer.id())).isTrue();
        assertThat(crls.refresh(issuer.id())).isFalse();

        X509CRLHolder crl = holder(crls.find(issuer.id()).orElseThrow());
        assertThat(number(crl)).isEqualTo(2);
        assertThat(crl.getRevokedCertificate(leaf.certificate().getSerialNumber()))
                .isNotNull();
    }

    @Test
    void aNewCrlIsDueWhenTheIntervalHasPassed() throws Exception {
        crls.find(issuer.id());
        sql(
                "update crl set this_update = :then where authority_id = :a",
                Instant.now().minus(25, ChronoUnit.HOURS));

        crls.refreshAll();

        assertThat(number(holder(crls.find(issuer.id()).orElseThrow()))).isEqualTo(2);
    }

    @Test
    void keepsTheLastTwo() {
        for (int i = 0; i < 4; i++) {
            revoke(issuance.leaf(issuer), RevocationReason.SUPERSEDED);
            crls.refresh(issuer.id());
        }

        Object numbers = QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(
                                "select number from crl where authority_id = :a order by number", Long.class)
                        .setParameter("a", issuer.id().value())
                        .getResultList());
        assertThat(numbers).isEqualTo(List.of(3L, 4L));
    }

    @Test
    void anExpiredCertificateStaysForOneMoreCrl() throws Exception {
        TestIssuance.Issued leaf = issuance.leaf(issuer);
        BigInteger serial = leaf.certificate().getSerialNumber();
        revoke(leaf, RevocationReason.SUPERSEDED);
        crls.refresh(issuer.id());
        sql(
                "update crl set this_update = :then where authority_id = :a",
                Instant.now().minusSeconds(100));
        sql(
                "update revocation set not_after = :then where authority_id = :a",
                Instant.now().minusSeconds(50));

        assertThat(next().getRevokedCertificate(serial)).isNotNull();
        assertThat(next().getRevokedCertificate(serial)).isNull();
    }

    @Test
    void buildsAtOnceNeverPublishANumberTwiceNorLoseARevocation() throws Exception {
        List<BigInteger> serials = new ArrayList<>();
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            TestIssuance.Issued leaf = issuance.leaf(issuer);
            serials.add(leaf.certificate().getSerialNumber());
            work.add(() -> {
                revoke(leaf, RevocationReason.SUPERSEDED);
                return crls.refresh(issuer.id());
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        crls.refreshAll();

        X509CRLHolder crl = holder(crls.find(issuer.id()).orElseThrow());
        assertThat(serials).allMatch(serial -> crl.getRevokedCertificate(serial) != null);
    }

    @Test
    void anUnknownCaHasNoCrl() {
        assertThat(crls.find(new AuthorityId(123456789))).isEmpty();
    }

    @Test
    void aRetiredCaStillHasOne() {
        authorities.move(customer, issuer.id(), CertificateAuthority.State.RETIRED, ACTOR);

        assertThat(crls.find(issuer.id())).isPresent();
    }

    @Test
    void tellsMonitoringHowManyDaysAreLeft() {
        crls.find(issuer.id());

        assertThat(meters.get("privyseal.crl.days.left")
                        .tag("authority", Long.toString(issuer.id().value()))
                        .gauge()
                        .value())
                .isBetween(6.9, 7.0);
    }

    private X509CRLHolder next() throws Exception {
        revoke(issuance.leaf(issuer), RevocationReason.SUPERSEDED);
        crls.refresh(issuer.id());
        return holder(crls.find(issuer.id()).orElseThrow());
    }

    private Revocation revoke(TestIssuance.Issued leaf, RevocationReason reason) {
        return revocations.revoke(customer, leaf.id(), reason, null, null, ACTOR);
    }

    private void sql(String statement, Instant then) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(statement)
                        .setParameter("then", then)
                        .setParameter("a", issuer.id().value())
                        .executeUpdate());
    }

    private static int reason(X509CRLEntryHolder entry) {
        return ASN1Enumerated.getInstance(
                        entry.getExtension(Extension.reasonCode).getParsedValue())
                .intValueExact();
    }

    private static long number(X509CRLHolder crl) {
        return Long.parseLong(
                crl.getExtension(Extension.cRLNumber).getParsedValue().toString());
    }

    private static X509CRLHolder holder(PublishedCrl crl) throws Exception {
        return new X509CRLHolder(crl.der());
    }
}
