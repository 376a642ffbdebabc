package io.privyseal.protocol.scep;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Writes the answers to PKI messages (RFC 8894 §3.3.2). */
public final class CertRepWriter {
    /** RFC 8894 §3.2.1.5. */
    private static final int NONCE_LENGTH = 16;

    private final SecureRandom random;

    public CertRepWriter(SecureRandom random) {
        this.random = random;
    }

    /**
     * Grants a certificate.
     *
     * @param request whose signer the answer is encrypted to: for a renewal, the old key (§2.3)
     * @param certificates DER, the one that was asked for first
     */
    public byte[] success(PkiMessage request, List<byte[]> certificates, ReplySigner signer) {
        return success(request, Cms.degenerate(certificates, List.of()), signer);
    }

    /**
     * Hands out a CRL.
     *
     * @param crl DER
     */
    public byte[] successWithCrl(PkiMessage request, byte[] crl, ReplySigner signer) {
        return success(request, Cms.degenerate(List.of(), List.of(crl)), signer);
    }

    /** Says that somebody has yet to decide. */
    public byte[] pending(ReplyTo request, ReplySigner signer) {
        return write(request, PkiStatus.PENDING, List.of(), new byte[0], signer);
    }

    /**
     * Says no.
     *
     * @param text the reason in words, when the client may know it
     */
    public byte[] failure(ReplyTo request, FailInfo reason, @Nullable String text, ReplySigner signer) {
        List<Attribute> why = new ArrayList<>();
        why.add(Cms.attribute(Attributes.FAIL_INFO, number(reason.code())));
        if (text != null && !text.isEmpty()) {
            why.add(Cms.attribute(Attributes.FAIL_INFO_TEXT, new DERUTF8String(text)));
        }
        return write(request, PkiStatus.FAILURE, why, new byte[0], signer);
    }

    private byte[] success(PkiMessage request, byte[] contents, ReplySigner signer) {
        byte[] envelope = envelope(request, contents);
        return write(request.replyTo(), PkiStatus.SUCCESS, List.of(), envelope, signer);
    }

    private byte[] write(ReplyTo request, PkiStatus status, List<Attribute> more, byte[] content, ReplySigner signer) {
        ASN1EncodableVector attributes = Cms.signedAttributes(request.digest().digest(content));
        attributes.add(Cms.attribute(Attributes.MESSAGE_TYPE, number(MessageType.CERT_REP.code())));
        attributes.add(Cms.attribute(Attributes.PKI_STATUS, number(status.code())));
        attributes.add(Cms.attribute(Attributes.TRANSACTION_ID, request.transactionIdValue()));
        attributes.add(Cms.attribute(Attributes.SENDER_NONCE, new DEROctetString(randomBytes(NONCE_LENGTH))));
        // RFC 8894 §3.2.1.5: recipientNonce repeats the request's senderNonce.
        request.senderNonce()
                .ifPresent(
                        nonce -> attributes.add(Cms.attribute(Attributes.RECIPIENT_NONCE, new DEROctetString(nonce))));
        more.forEach(attributes::add);
        return Cms.signed(content, new SignedAttributes(attributes, request.digest()), signer);
    }

    private byte[] envelope(PkiMessage request, byte[] contents) {
        ContentCipher cipher = request.cipher();
        KeyTransport transport = request.envelope().transport();
        byte[] key = randomBytes(cipher.keyLength());
        byte[] iv = randomBytes(cipher.blockLength());
        byte[] wrapped = transport.wrap(key, request.signer().publicKey(), random);
        KeyTransRecipientInfo recipient = new KeyTransRecipientInfo(
                new RecipientIdentifier(
                        IssuerAndSerialNumber.getInstance(request.signer().issuerAndSerialNumber())),
                transport.identifier(),
                new DEROctetString(wrapped));
        EncryptedContentInfo encrypted = new EncryptedContentInfo(
                CMSObjectIdentifiers.data,
                new AlgorithmIdentifier(cipher.oid(), new DEROctetString(iv)),
                new DEROctetString(encrypt(cipher, key, iv, contents)));
        Arrays.fill(key, (byte) 0);
        EnvelopedData data = new EnvelopedData(
                (OriginatorInfo) null, new DERSet(new RecipientInfo(recipient)), encrypted, (DERSet) null);
        return Cms.encoded(Cms.contentInfo(CMSObjectIdentifiers.envelopedData, data));
    }

    private static byte[] encrypt(ContentCipher cipher, byte[] key, byte[] iv, byte[] contents) {
        try {
            Cipher encryption = Cipher.getInstance(cipher.transformation());
            encryption.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipher.keyAlgorithm()), new IvParameterSpec(iv));
            return encryption.doFinal(contents);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt with " + cipher, e);
        }
    }

    private static DERPrintableString number(int code) {
        return new DERPrintableString(Integer.toString(code));
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
