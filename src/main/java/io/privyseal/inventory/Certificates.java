package io.privyseal.inventory;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.CertificatePlan.KeyUsageBit;
import io.privyseal.authority.SerialNumber;
import io.privyseal.authority.SignedCertificate;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.PublicKeys;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.jspecify.annotations.Nullable;

/** The certificates on record. */
@Singleton
public class Certificates {
    private final CertificateRepository repository;
    private final Clock clock;

    Certificates(CertificateRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Puts a signed certificate on record, in the transaction that ends its issuance. */
    @Transactional(Transactional.TxType.MANDATORY)
    public CertificateId add(
            CustomerId customer, CertificatePlan plan, SignedCertificate signed, @Nullable Long requestId) {
        X509CertificateHolder holder = parse(signed.der());
        KeyType key = KeyType.of(plan.publicKey())
                .orElseThrow(() -> new IllegalStateException("A key of no known type was certified"));
        CertificateRow row = row(customer, signed.der(), requestId);
        row.authorityId = signed.issuer().value();
        row.serial = signed.serial().hex();
        row.purpose = plan.purpose();
        row.subject = DistinguishedNames.toText(holder.getSubject());
        row.issuer = DistinguishedNames.toText(holder.getIssuer());
        row.notBefore = signed.validity().notBefore();
        row.notAfter = signed.validity().notAfter();
        row.signatureAlgorithm = new DefaultAlgorithmNameFinder().getAlgorithmName(holder.getSignatureAlgorithm());
        row.keyAlgorithm = key.algorithm().jcaName();
        row.keyParameter = key.parameter();
        row.keyUsage =
                plan.keyUsage().stream().sorted().map(KeyUsageBit::standardName).collect(Collectors.joining(","));
        row.extendedKeyUsage = String.join(",", plan.extendedKeyUsage());
        row.keySha256 = digest("SHA-256", PublicKeys.encoded(plan.publicKey()));
        row.issuedAt = clock.instant();
        repository.persist(row);
        return new CertificateId(row.id);
    }

    /** Puts a certificate of another CA on record. */
    @Transactional(Transactional.TxType.MANDATORY)
    public CertificateId addImported(CustomerId customer, ForeignCertificate foreign, long requestId) {
        CertificateRow row = row(customer, foreign.der(), requestId);
        row.serial = foreign.serial().hex();
        row.purpose = CertificatePlan.Purpose.END_ENTITY;
        row.subject = foreign.subject();
        row.issuer = foreign.issuer();
        row.notBefore = foreign.notBefore();
        row.notAfter = foreign.notAfter();
        row.signatureAlgorithm = foreign.signatureAlgorithm();
        row.keyAlgorithm = foreign.keyAlgorithm();
        row.keyParameter = foreign.keyParameter();
        row.keyUsage = String.join(",", foreign.keyUsage());
        row.extendedKeyUsage = String.join(",", foreign.extendedKeyUsage());
        row.keySha256 = digest("SHA-256", PublicKeys.encoded(foreign.publicKey()));
        row.issuedAt = foreign.notBefore();
        repository.persist(row);
        return new CertificateId(row.id);
    }

    private static CertificateRow row(CustomerId customer, byte[] der, @Nullable Long requestId) {
        CertificateRow row = new CertificateRow();
        row.customerId = customer.value();
        row.requestId = requestId;
        row.state = Certificate.State.VALID;
        row.certificate = der;
        row.sha1 = digest("SHA-1", der);
        row.sha256 = digest("SHA-256", der);
        row.md5 = digest("MD5", der);
        return row;
    }

    /** Takes an imported certificate off the record; one that was issued here stays for ever. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean removeImported(CustomerId customer, CertificateId id) {
        return repository.deleteImported(customer, id);
    }

    /** The certificate with exactly these bytes, whoever issued it. */
    @Transactional
    public Optional<Certificate> findByContent(CustomerId customer, byte[] der) {
        return repository.findByFingerprint(customer, digest("SHA-256", der));
    }

    /** The certificate with exactly these bytes that one of the customer's CAs has issued: what somebody shows as ours. */
    @Transactional
    public Optional<Certificate> findIssued(CustomerId customer, byte[] der) {
        return repository.findIssued(customer, digest("SHA-256", der));
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_CERTIFICATE} */
    @Transactional
    public Certificate require(CustomerId customer, CertificateId id) {
        return repository
                .find(customer, id)
                .orElseThrow(() -> new RefusedException(
                        Refusal.UNKNOWN_CERTIFICATE, "There is no certificate " + id.value() + "."));
    }

    /** A certificate by its issuer and number, whoever's it is: what OCSP and CRLs are asked for. */
    @Transactional
    public Optional<Certificate> findBySerial(AuthorityId authority, SerialNumber serial) {
        return repository.findBySerial(authority, serial);
    }

    /**
     * The certificates with a serial number that a customer's CAs have issued: more than one where several CAs chose the
     * same. What was imported is not among them, so that nobody takes it for one of ours.
     */
    @Transactional
    public List<Certificate> listBySerial(CustomerId customer, SerialNumber serial) {
        return repository.listBySerial(customer, serial);
    }

    /**
     * The certificates of an issuer with a serial number, imported ones included.
     *
     * @param issuer the distinguished name as text, its parts in any order
     * @throws RefusedException {@link Refusal#INVALID_FIELD} when it is none
     */
    @Transactional
    public List<Certificate> listByIssuer(CustomerId customer, String issuer, SerialNumber serial) {
        X500Name name;
        try {
            name = new X500Name(issuer);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'issuer' is no distinguished name.", e);
        }
        return repository.listOfAnyIssuer(customer, serial).stream()
                .filter(certificate -> parse(certificate.der()).getIssuer().equals(name))
                .toList();
    }

    /** Marks a certificate as revoked, in the transaction that records the revocation; false when it was before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean markRevoked(CertificateId id, int reason, Instant when) {
        return repository.revoke(id, reason, when);
    }

    private static X509CertificateHolder parse(byte[] der) {
        try {
            return new X509CertificateHolder(der);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read a certificate on record", e);
        }
    }

    private static String digest(String algorithm, byte[] der) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(der));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is not available", e);
        }
    }
}
