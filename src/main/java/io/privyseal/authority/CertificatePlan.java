package io.privyseal.authority;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a certificate will say but its serial number and its exact validity, which are fixed when it is sealed.
 *
 * @param issuer the CA that shall sign; ignored for a self-signed root, whose issuer is its own subject
 * @param purpose what the certificate is for; decides which basic constraints and lints apply
 * @param subject the subject's distinguished name, in encoding order
 * @param names subject alternative names, without duplicates
 * @param publicKey the key to be certified
 * @param keyUsage bits of RFC 5280 §4.2.1.3
 * @param extendedKeyUsage object identifiers in dotted form (RFC 5280 §4.2.1.12)
 * @param termDays length of validity in days
 * @param overflow what happens when the term would outlive the issuer
 * @param pathLength path length constraint of a CA certificate; null for none
 * @param securityIdentifier what Microsoft's extension says; null for no such extension
 * @param wanted what the requester chose of the term; null for all of it
 */
public record CertificatePlan(
        AuthorityId issuer,
        Purpose purpose,
        X500Name subject,
        List<SubjectAlternativeName> names,
        SubjectPublicKeyInfo publicKey,
        Set<KeyUsageBit> keyUsage,
        List<String> extendedKeyUsage,
        int termDays,
        Overflow overflow,
        @Nullable Integer pathLength,
        @Nullable SecurityIdentifier securityIdentifier,
        @Nullable WantedValidity wanted) {
    /** A plan for all of the term, without an account of a Windows domain. */
    public CertificatePlan(
            AuthorityId issuer,
            Purpose purpose,
            X500Name subject,
            List<SubjectAlternativeName> names,
            SubjectPublicKeyInfo publicKey,
            Set<KeyUsageBit> keyUsage,
            List<String> extendedKeyUsage,
            int termDays,
            Overflow overflow,
            @Nullable Integer pathLength) {
        this(
                issuer,
                purpose,
                subject,
                names,
                publicKey,
                keyUsage,
                extendedKeyUsage,
                termDays,
                overflow,
                pathLength,
                null,
                null);
    }

    public CertificatePlan {
        names = List.copyOf(names);
        keyUsage = Set.copyOf(keyUsage);
        extendedKeyUsage = List.copyOf(extendedKeyUsage);
    }

    /** The same plan for what the requester chose of the term. */
    public CertificatePlan within(@Nullable WantedValidity validity) {
        return new CertificatePlan(
                issuer,
                purpose,
                subject,
                names,
                publicKey,
                keyUsage,
                extendedKeyUsage,
                termDays,
                overflow,
                pathLength,
                securityIdentifier,
                validity);
    }

    /** The same plan for the holder of an account of a Windows domain. */
    public CertificatePlan identifying(@Nullable SecurityIdentifier account) {
        return new CertificatePlan(
                issuer,
                purpose,
                subject,
                names,
                publicKey,
                keyUsage,
                extendedKeyUsage,
                termDays,
                overflow,
                pathLength,
                account,
                wanted);
    }

    /**
     * Names this plan: two plans with the same digest make certificates that differ in serial number and dates only.
     *
     * @return SHA-256 in hexadecimal digits
     */
    public String digest() {
        ASN1EncodableVector all = new ASN1EncodableVector();
        all.add(new ASN1Integer(issuer.value()));
        all.add(new DERUTF8String(purpose.name()));
        all.add(subject);
        names.forEach(name -> all.add(new DERUTF8String(name.kind() + ":" + name.value())));
        all.add(publicKey);
        keyUsage.stream().sorted().forEach(bit -> all.add(new DERUTF8String(bit.name())));
        extendedKeyUsage.forEach(oid -> all.add(new ASN1ObjectIdentifier(oid)));
        all.add(new ASN1Integer(termDays));
        all.add(new DERUTF8String(overflow.name()));
        all.add(new ASN1Integer(pathLength == null ? -1 : pathLength));
        if (securityIdentifier != null) {
            all.add(new DERUTF8String(securityIdentifier.value()));
        }
        try {
            byte[] encoded = new DERSequence(all).getEncoded(ASN1Encoding.DER);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("A plan cannot be digested", e);
        }
    }

    /** What a certificate is for. */
    public enum Purpose {
        ROOT,
        ISSUING_CA,
        END_ENTITY,
        OCSP_RESPONDER
    }

    /** What to do with a term that would outlive the issuer. */
    public enum Overflow {
        /** The certificate ends with its issuer. */
        CLAMP,
        /** The request is refused. */
        REFUSE
    }

    /** The bits of the key usage extension (RFC 5280 §4.2.1.3), with Bouncy Castle's values. */
    public enum KeyUsageBit {
        DIGITAL_SIGNATURE(1 << 7, "digitalSignature"),
        NON_REPUDIATION(1 << 6, "nonRepudiation"),
        KEY_ENCIPHERMENT(1 << 5, "keyEncipherment"),
        DATA_ENCIPHERMENT(1 << 4, "dataEncipherment"),
        KEY_AGREEMENT(1 << 3, "keyAgreement"),
        KEY_CERT_SIGN(1 << 2, "keyCertSign"),
        CRL_SIGN(1 << 1, "cRLSign");

        private final int mask;
        private final String standardName;

        KeyUsageBit(int mask, String standardName) {
            this.mask = mask;
            this.standardName = standardName;
        }

        public int mask() {
            return mask;
        }

        /** The name in RFC 5280. */
        public String standardName() {
            return standardName;
        }
    }

    /** The validity period, once it is fixed. */
    public record Validity(Instant notBefore, Instant notAfter) {}
}
