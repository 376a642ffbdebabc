package io.privyseal.authority;

import io.privyseal.authority.OcspContent.Good;
import io.privyseal.authority.OcspContent.Revoked;
import io.privyseal.authority.OcspContent.Unknown;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * Signs OCSP responses. It builds the to-be-signed bytes itself, and what it builds is a ResponseData, whose first element
 * is a responder's name or key hash: no certificate begins so.
 */
@Singleton
public class OcspSigner {
    private final KeyStore keys;

    OcspSigner(KeyStore keys) {
        this.keys = keys;
    }

    /** Makes a key for a responder of a CA, of the CA's own kind, so that clients know it; needs no transaction. */
    public FreshKey newKey(CertificateAuthority issuer) {
        return keys.make(templateFor(issuer.keyTemplate()));
    }

    /** Takes a responder's new key in, in the caller's transaction. */
    public HeldKey keep(CertificateAuthority issuer, FreshKey key) {
        return keys.keep(issuer.customer(), KeyPurpose.OCSP, key);
    }

    private static KeyTemplate templateFor(KeyTemplate authority) {
        return switch (authority) {
            case RSA_2048, P_256, P_384, P_521, ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> authority;
            // A responder lives for weeks and signs often: RSA-4096 would cost four times as much for nothing.
            case RSA_3072, RSA_4096 -> KeyTemplate.RSA_3072;
        };
    }

    /**
     * Signs a response with the CA's own key: for roots, and for CAs that can no longer delegate.
     *
     * @return the DER of a successful OCSPResponse
     */
    public byte[] sign(CertificateAuthority issuer, OcspContent content) {
        SubjectPublicKeyInfo key = issuer.requireCertificate().holder().getSubjectPublicKeyInfo();
        return sign(issuer.key(), issuer.signatureAlgorithm(), key, null, content);
    }

    /**
     * Signs a response with a delegated responder's key; the response carries the responder's certificate.
     *
     * @return the DER of a successful OCSPResponse
     * @throws IllegalArgumentException when the key is not an OCSP key
     */
    public byte[] sign(CertificateAuthority issuer, OcspResponder responder, OcspContent content) {
        HeldKey key = keys.require(responder.key());
        if (key.purpose() != KeyPurpose.OCSP) {
            throw new IllegalArgumentException("Key " + key.id().value() + " is not for OCSP");
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(key.template(), issuer.signatureHash());
        return sign(key.id(), algorithm, key.publicKey(), responder.certificate(), content);
    }

    private byte[] sign(
            KeyId key,
            SignatureAlgorithm algorithm,
            SubjectPublicKeyInfo publicKey,
            @Nullable X509CertificateHolder certificate,
            OcspContent content) {
        try {
            ResponseData data = responseData(publicKey, content);
            byte[] signature = keys.sign(key, algorithm, data.getEncoded(ASN1Encoding.DER));
            ASN1Sequence certificates = certificate == null ? null : new DERSequence(certificate.toASN1Structure());
            BasicOCSPResponse basic =
                    new BasicOCSPResponse(data, algorithm.identifier(), new DERBitString(signature), certificates);
            ResponseBytes bytes = new ResponseBytes(
                    OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(basic.getEncoded(ASN1Encoding.DER)));
            return new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL), bytes)
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode an OCSP response", e);
        }
    }

    private static ResponseData responseData(SubjectPublicKeyInfo key, OcspContent content) throws IOException {
        ASN1GeneralizedTime thisUpdate = time(content.thisUpdate());
        ASN1GeneralizedTime nextUpdate = time(content.nextUpdate());
        ASN1EncodableVector singles = new ASN1EncodableVector(content.answers().size());
        for (OcspContent.Answer answer : content.answers()) {
            CertStatus status = status(answer.status());
            singles.add(new SingleResponse(answer.certificate(), status, thisUpdate, nextUpdate, (Extensions) null));
        }
        return new ResponseData(responder(key), thisUpdate, new DERSequence(singles), extensions(content.nonce()));
    }

    // RFC 6960 §4.2.1: byKey is the SHA-1 of the public key's bits.
    private static ResponderID responder(SubjectPublicKeyInfo key) throws IOException {
        Sha1 sha1 = new Sha1();
        try (OutputStream out = sha1.getOutputStream()) {
            out.write(key.getPublicKeyData().getBytes());
        }
        return new ResponderID(new DEROctetString(sha1.getDigest()));
    }

    private static CertStatus status(OcspContent.Status status) {
        return switch (status) {
            case Good() -> new CertStatus();
            case Revoked(Instant when, int reason) ->
                new CertStatus(new RevokedInfo(time(when), reason == 0 ? null : CRLReason.lookup(reason)));
            case Unknown() -> new CertStatus(2, DERNull.INSTANCE);
        };
    }

    private static @Nullable Extensions extensions(byte @Nullable [] nonce) throws IOException {
        if (nonce == null) {
            return null;
        }
        // RFC 9654 §2.1: an OCTET STRING inside the extension's OCTET STRING.
        byte[] value = new DEROctetString(nonce).getEncoded(ASN1Encoding.DER);
        return new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value));
    }

    private static ASN1GeneralizedTime time(Instant instant) {
        return new DERGeneralizedTime(Date.from(instant));
    }
}
