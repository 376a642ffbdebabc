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
        CertificateRow row = new CertificateRow();
        row.customerId = customer.value();
        row.authorityId = signed.issuer().value();
        row.serial = signed.serial().hex();
        row.requestId = requestId;
        row.purpose = plan.purpose();
        row.state = Certificate.State.VALID;
        row.certificate = signed.der();
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
        row.sha1 = digest("SHA-1", signed.der());
        row.sha256 = digest("SHA-256", signed.der());
        row.md5 = digest("MD5", signed.der());
        row.keySha256 = digest("SHA-256", PublicKeys.encoded(plan.publicKey()));
        row.issuedAt = clock.instant();
        repository.persist(row);
        return new CertificateId(row.id);
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

    /** A customer's certificates with a serial number: more than one where several CAs chose the same. */
    @Transactional
    public List<Certificate> listBySerial(CustomerId customer, SerialNumber serial) {
        return repository.listBySerial(customer, serial);
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
            throw new UncheckedIOException("Cannot read a certificate that was just signed", e);
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
