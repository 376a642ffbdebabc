package io.privyseal.authority;

import io.privyseal.audit.Actor;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.CertificatePlan.Overflow;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SubjectAlternativeName.Kind;
import io.privyseal.inventory.CertificateId;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Issues by plan, seal and signature, without the pipeline around them. */
@Singleton
public class TestIssuance {
    private static final Actor ACTOR = Actor.system("test");
    private static final AtomicLong NEXT = new AtomicLong(9_000_000 + 1_000L * new SecureRandom().nextInt(1_000_000));

    private final Authorities authorities;
    private final PlanSealer sealer;
    private final CaSigner signer;
    private final Certificates certificates;
    private final EntityManager entities;

    TestIssuance(
            Authorities authorities,
            PlanSealer sealer,
            CaSigner signer,
            Certificates certificates,
            EntityManager entities) {
        this.authorities = authorities;
        this.sealer = sealer;
        this.signer = signer;
        this.certificates = certificates;
        this.entities = entities;
    }

    /** A certificate on record. */
    public record Issued(CertificateId id, X509CertificateHolder certificate) {
        public SerialNumber serial() {
            return SerialNumber.of(certificate.getSerialNumber());
        }
    }

    @Transactional
    public CustomerId customer() {
        long id = NEXT.incrementAndGet();
        entities.createNativeQuery(
                        "insert into customer (id, uri, name, created_at) values (:id, :uri, :uri, current_timestamp)")
                .setParameter("id", id)
                .setParameter("uri", "customer-" + id)
                .executeUpdate();
        return new CustomerId(id);
    }

    @Transactional
    public CertificateAuthority root(CustomerId customer, KeyTemplate template) {
        String name = "Root " + NEXT.incrementAndGet();
        CertificateAuthority prepared =
                authorities.prepare(customer, name, null, template, SignatureHash.SHA256, ACTOR);
        CertificatePlan plan = authorityPlan(prepared, prepared.id(), Purpose.ROOT, name);
        return adopt(prepared, plan, signer.sign(sealer.sealRoot(plan, prepared)));
    }

    @Transactional
    public CertificateAuthority issuing(CertificateAuthority root, KeyTemplate template) {
        String name = "Issuing " + NEXT.incrementAndGet();
        CertificateAuthority prepared =
                authorities.prepare(root.customer(), name, root.id(), template, SignatureHash.SHA256, ACTOR);
        CertificatePlan plan = authorityPlan(prepared, root.id(), Purpose.ISSUING_CA, name);
        return adopt(prepared, plan, signer.sign(sealer.seal(plan)));
    }

    /** A certificate of a new key for an end entity. */
    @Transactional
    public Issued leaf(CertificateAuthority issuer) {
        return issue(issuer, plan(issuer.id(), Purpose.END_ENTITY, "leaf.test", newKey(), "1.3.6.1.5.5.7.3.1", null));
    }

    /** A certificate of a responder's key. */
    @Transactional
    public Issued responder(CertificateAuthority issuer, HeldKey key) {
        return issue(
                issuer, plan(issuer.id(), Purpose.OCSP_RESPONDER, "OCSP", key.publicKey(), "1.3.6.1.5.5.7.3.9", null));
    }

    /** Records that a serial was spent without a certificate. */
    @Transactional
    public SerialNumber spent(CertificateAuthority issuer) {
        SealedPlan sealed =
                sealer.seal(plan(issuer.id(), Purpose.END_ENTITY, "spent.test", newKey(), "1.3.6.1.5.5.7.3.1", null));
        entities.createNativeQuery("insert into issuance (authority_id, serial, customer_id, to_be_signed, recorded_at,"
                        + " spent_at) values (:authority, :serial, :customer, :tbs, current_timestamp,"
                        + " current_timestamp)")
                .setParameter("authority", issuer.id().value())
                .setParameter("serial", sealed.serial().hex())
                .setParameter("customer", issuer.customer().value())
                .setParameter("tbs", sealed.toBeSigned())
                .executeUpdate();
        return sealed.serial();
    }

    private Issued issue(CertificateAuthority issuer, CertificatePlan plan) {
        SignedCertificate signed = signer.sign(sealer.seal(plan));
        CertificateId id = certificates.add(issuer.customer(), plan, signed, null);
        return new Issued(id, AuthorityCertificate.parse(signed.der()).holder());
    }

    private CertificateAuthority adopt(CertificateAuthority prepared, CertificatePlan plan, SignedCertificate signed) {
        certificates.add(prepared.customer(), plan, signed, null);
        authorities.adopt(prepared, signed, ACTOR);
        entities.flush();
        entities.clear();
        return authorities.require(prepared.customer(), prepared.id());
    }

    private CertificatePlan authorityPlan(
            CertificateAuthority authority, AuthorityId issuer, Purpose purpose, String name) {
        return plan(
                issuer,
                purpose,
                name,
                authorities.key(authority).publicKey(),
                null,
                Set.of(KeyUsageBit.KEY_CERT_SIGN, KeyUsageBit.CRL_SIGN, KeyUsageBit.DIGITAL_SIGNATURE));
    }

    private static CertificatePlan plan(
            AuthorityId issuer,
            Purpose purpose,
            String name,
            SubjectPublicKeyInfo key,
            @Nullable String extendedKeyUsage,
            @Nullable Set<KeyUsageBit> usage) {
        return new CertificatePlan(
                issuer,
                purpose,
                new X500Name("CN=" + name),
                purpose == Purpose.END_ENTITY ? List.of(new SubjectAlternativeName(Kind.DNS, name)) : List.of(),
                key,
                usage == null ? Set.of(KeyUsageBit.DIGITAL_SIGNATURE) : usage,
                extendedKeyUsage == null ? List.of() : List.of(extendedKeyUsage),
                purpose == Purpose.ROOT ? 3650 : 30,
                Overflow.CLAMP,
                null);
    }

    private static SubjectPublicKeyInfo newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return SubjectPublicKeyInfo.getInstance(
                    generator.generateKeyPair().getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
