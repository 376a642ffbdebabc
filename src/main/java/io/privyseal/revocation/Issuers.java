package io.privyseal.revocation;

import io.privyseal.authority.Authorities;
import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Finds CAs by the hashes under which OCSP requests name them, from a copy in memory that is renewed every few seconds. */
@Singleton
class Issuers {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    // For CAs that the copy does not have: new ones, and whatever strangers ask for.
    private static final Duration LOOK_AGAIN_FOR_UNKNOWN = Duration.ofSeconds(1);

    private final Authorities authorities;
    private final Clock clock;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), Set.of(), Instant.EPOCH);

    // RFC 6960 §4.1.1: the issuer is named by a hash of its name and one of its key.
    private record Name(String algorithm, String nameHash, String keyHash) {
        static Name of(CertID id) {
            HexFormat hex = HexFormat.of();
            return new Name(
                    id.getHashAlgorithm().getAlgorithm().getId(),
                    hex.formatHex(id.getIssuerNameHash().getOctets()),
                    hex.formatHex(id.getIssuerKeyHash().getOctets()));
        }
    }

    private record Snapshot(Map<Name, CertificateAuthority> byName, Set<AuthorityId> ids, Instant takenAt) {
        boolean isOlderThan(Duration age, Instant now) {
            return !now.isBefore(takenAt.plus(age));
        }
    }

    Issuers(Authorities authorities, Clock clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    /**
     * The CA that all certificates of a request point at; empty when one is unknown, or they differ.
     *
     * @param expected the CA that the request's path names; null when it names none
     */
    Optional<CertificateAuthority> find(@Nullable AuthorityId expected, List<CertID> certificates) {
        if (expected != null
                && !snapshot.ids().contains(expected)
                && authorities.findPublished(expected).isPresent()) {
            renew(clock.instant());
        }
        CertificateAuthority issuer = null;
        for (CertID certificate : certificates) {
            CertificateAuthority found = find(certificate).orElse(null);
            if (found == null || (issuer != null && !issuer.id().equals(found.id()))) {
                return Optional.empty();
            }
            issuer = found;
        }
        return Optional.ofNullable(issuer).filter(found -> expected == null || expected.equals(found.id()));
    }

    // Hashes by SHA-1 and SHA-256 are known.
    private Optional<CertificateAuthority> find(CertID certificate) {
        Name name = Name.of(certificate);
        Instant now = clock.instant();
        Snapshot current = snapshot;
        if (current.isOlderThan(LOOK_AGAIN, now)) {
            current = renew(now);
        }
        CertificateAuthority found = current.byName().get(name);
        if (found == null && current.isOlderThan(LOOK_AGAIN_FOR_UNKNOWN, now)) {
            found = renew(now).byName().get(name);
        }
        return Optional.ofNullable(found);
    }

    private Snapshot renew(Instant now) {
        Map<Name, CertificateAuthority> byName = new HashMap<>();
        Set<AuthorityId> ids = new HashSet<>();
        for (CertificateAuthority authority : authorities.listPublished()) {
            ids.add(authority.id());
            add(byName, authority, OIWObjectIdentifiers.idSHA1, "SHA-1");
            add(byName, authority, NISTObjectIdentifiers.id_sha256, "SHA-256");
        }
        Snapshot renewed = new Snapshot(Map.copyOf(byName), Set.copyOf(ids), now);
        snapshot = renewed;
        return renewed;
    }

    private static void add(
            Map<Name, CertificateAuthority> byName,
            CertificateAuthority authority,
            ASN1ObjectIdentifier oid,
            String algorithm) {
        AuthorityCertificate certificate = authority.requireCertificate();
        byte[] key = certificate
                .holder()
                .getSubjectPublicKeyInfo()
                .getPublicKeyData()
                .getBytes();
        try {
            HexFormat hex = HexFormat.of();
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            String nameHash = hex.formatHex(digest.digest(certificate.subject().getEncoded()));
            byName.put(new Name(oid.getId(), nameHash, hex.formatHex(digest.digest(key))), authority);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is not available", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode the name of a CA", e);
        }
    }
}
