package io.privyseal.csr;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.key.KeyType;
import io.privyseal.platform.key.SignatureVerifier;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Checks a certificate signing request: shape, names, key, proof of possession. Says nothing about whether the requester
 * may have what it asks for.
 */
@Singleton
public final class CsrChecker {
    private final KeyChecker keys;

    CsrChecker(KeyChecker keys) {
        this.keys = keys;
    }

    /** A checker without lists of blocked keys. */
    public static CsrChecker withoutKeyLists() {
        return new CsrChecker(KeyChecker.withoutKeyLists());
    }

    /**
     * Checks a PKCS #10 request (RFC 2986) in DER.
     *
     * @throws RefusedException with {@link Refusal#CSR_TOO_LARGE}, {@link Refusal#CSR_UNDECODABLE}, {@link
     *     Refusal#CSR_SIGNATURE_INVALID}, {@link Refusal#IDENTIFIER_MALFORMED}, or one of the key refusals
     */
    public CheckedCsr check(byte[] der) {
        return check(der, false);
    }

    /**
     * As {@link #check}, but the wished names are those of a ChangeSubjectName attribute (RFC 6402 §2.8) where there is one.
     * For protocols that know it: where others compare names of the CSR with something, it would lead around the comparison.
     */
    public CheckedCsr checkWithChangedNames(byte[] der) {
        return check(der, true);
    }

    private CheckedCsr check(byte[] der, boolean takesChanges) {
        if (der.length > CsrDecoder.MAXIMUM_LENGTH) {
            throw new RefusedException(Refusal.CSR_TOO_LARGE, "The CSR is larger than 32 KiB.");
        }
        DerShape.require(der);
        CertificationRequest request;
        X500Name subject;
        RequestedExtensions extensions;
        try {
            request = CertificationRequest.getInstance(der);
            CertificationRequestInfo info = request.getCertificationRequestInfo();
            ChangedNames changed = takesChanges ? ChangedNames.read(info.getAttributes()) : ChangedNames.NONE;
            subject = SubjectReader.read(Objects.requireNonNullElse(changed.subject(), info.getSubject()));
            extensions = RequestedExtensions.read(info.getAttributes());
            if (changed.alternatives() != null) {
                extensions = extensions.withNames(changed.alternatives());
            }
        } catch (IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | IndexOutOfBoundsException
                | NullPointerException undecodable) {
            throw new RefusedException(Refusal.CSR_UNDECODABLE, "The CSR cannot be decoded.", undecodable);
        }
        KeyType keyType = checkKeyAndSignature(der, request);
        return new CheckedCsr(
                der, subject, request.getCertificationRequestInfo().getSubjectPublicKeyInfo(), keyType, extensions);
    }

    /** Cheap checks of the key come first, those that cost more than the signature come after it. */
    private KeyType checkKeyAndSignature(byte[] der, CertificationRequest request) {
        var key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
        KeyType keyType = keys.checkForm(key);
        requireSignature(der, request);
        keys.checkStrength(key);
        return keyType;
    }

    /** Over the bytes as they came: a request that sorts its attributes unlike DER is still the one that was signed. */
    private static void requireSignature(byte[] der, CertificationRequest request) {
        var algorithm = request.getSignatureAlgorithm();
        if (isBroken(algorithm.getAlgorithm())) {
            throw invalid("The CSR is signed with MD2, MD4 or MD5.");
        }
        byte[] signature = request.getSignature().getOctets();
        var key = request.getCertificationRequestInfo().getSubjectPublicKeyInfo();
        switch (SignatureVerifier.verify(key, algorithm, DerShape.firstMember(der), signature)) {
            case VALID -> {}
            case WRONG -> throw invalid("The CSR's signature does not verify with the key in it.");
            case UNSUPPORTED -> throw invalid("The CSR's signature algorithm is not supported.");
        }
    }

    // SHA-1 is accepted: the signature only proves possession, which collisions do not forge, and many devices know no
    // better.
    private static boolean isBroken(ASN1ObjectIdentifier algorithm) {
        return algorithm.equals(PKCSObjectIdentifiers.md5WithRSAEncryption)
                || algorithm.equals(PKCSObjectIdentifiers.md4WithRSAEncryption)
                || algorithm.equals(PKCSObjectIdentifiers.md2WithRSAEncryption);
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Refusal.CSR_SIGNATURE_INVALID, detail);
    }
}
