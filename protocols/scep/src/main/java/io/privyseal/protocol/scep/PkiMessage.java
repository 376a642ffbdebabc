package io.privyseal.protocol.scep;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.Time;
import org.jspecify.annotations.Nullable;

/**
 * A request: a SignedData around an EnvelopedData (RFC 8894 §3). It is one only when the signature is good; who the signer
 * is, the server has to know.
 */
public final class PkiMessage {
    /** The longest message in bytes: a CSR of 64 KiB with a chain of certificates, with much to spare. */
    public static final int LARGEST = 256 * 1024;

    private static final int LONGEST_TRANSACTION_ID = 255;
    private static final int LONGEST_NONCE = 64;

    private final ReplyTo replyTo;
    private final MessageType type;
    private final SignerCertificate signer;
    private final Envelope envelope;
    private final @Nullable Instant signingTime;

    private PkiMessage(SignedMessage signed, ReplyTo replyTo, AlgorithmPolicy policy) {
        this.replyTo = replyTo;
        this.signer = signed.signerCertificate();
        requireSignature(signed, signer, policy);
        this.type = messageType(signed);
        this.signingTime = signingTime(signed);
        // The answer is an envelope that only an RSA key can open.
        if (!(signer.publicKey() instanceof RSAPublicKey)) {
            throw ScepException.badAlg("The signer's key must be RSA: the answer is encrypted to it.");
        }
        this.envelope = Envelope.parse(signed.content(), policy);
    }

    /**
     * Reads and verifies a message.
     *
     * @throws ScepException when it is none that may be believed, or none that is served
     */
    public static PkiMessage parse(byte[] body, AlgorithmPolicy policy) {
        if (body.length > LARGEST) {
            throw ScepException.badRequest("The message is longer than " + LARGEST + " bytes.");
        }
        SignedMessage signed = SignedMessage.parse(body);
        ReplyTo replyTo = Ber.decode("The message", () -> replyTo(signed, policy));
        try {
            return Ber.decode("The message", () -> new PkiMessage(signed, replyTo, policy));
        } catch (ScepException e) {
            throw e.answeredBy(replyTo);
        }
    }

    public MessageType type() {
        return type;
    }

    /** What every answer to this message repeats. */
    public ReplyTo replyTo() {
        return replyTo;
    }

    public String transactionId() {
        return replyTo.transactionId();
    }

    public SignerCertificate signer() {
        return signer;
    }

    /** When the client says it signed; devices without a clock say odd things. */
    public Optional<Instant> signingTime() {
        return Optional.ofNullable(signingTime);
    }

    /** The cipher of the request, and so of its answer. */
    public ContentCipher cipher() {
        return envelope.cipher();
    }

    /**
     * Decrypts the contents. Whatever is wrong with them until the CSR's own signature has been found good, the answer is one
     * and the same, so that it betrays nothing about key or padding.
     *
     * @param trust of an enrolment by a signer whom the server does not know, the CSR's key must be the signer's
     * @throws ScepException with {@link FailInfo#BAD_MESSAGE_CHECK}; with {@link FailInfo#BAD_REQUEST} when a good CSR has more
     *     than one challenge password
     */
    public MessageContents open(List<Recipient> recipients, SignerTrust trust) {
        try {
            return ContentsReader.read(type, envelope.open(recipients), signer, trust);
        } catch (ScepException e) {
            throw e.answeredBy(replyTo);
        }
    }

    Envelope envelope() {
        return envelope;
    }

    private static ReplyTo replyTo(SignedMessage signed, AlgorithmPolicy policy) {
        ASN1Encodable transactionId = signed.find(Attributes.TRANSACTION_ID)
                .orElseThrow(() -> ScepException.badRequest("The message has no transactionID."));
        String text = text(transactionId);
        if (text.isEmpty()
                || text.length() > LONGEST_TRANSACTION_ID
                || !text.chars().allMatch(PkiMessage::isPrintable)) {
            throw ScepException.badRequest("The transactionID is empty, too long or not printable.");
        }
        byte[] nonce = signed.find(Attributes.SENDER_NONCE)
                .map(value -> ASN1OctetString.getInstance(value).getOctets())
                .orElse(null);
        if (nonce != null && nonce.length > LONGEST_NONCE) {
            throw ScepException.badRequest("The senderNonce is too long.");
        }
        DigestAlgorithm digest = DigestAlgorithm.find(signed.digestAlgorithm())
                .filter(policy::allows)
                .orElse(DigestAlgorithm.SHA256);
        return new ReplyTo(transactionId, nonce, digest);
    }

    private static void requireSignature(SignedMessage signed, SignerCertificate signer, AlgorithmPolicy policy) {
        DigestAlgorithm digest = DigestAlgorithm.find(signed.digestAlgorithm())
                .filter(policy::allows)
                .orElseThrow(() -> ScepException.badAlg("The message's digest algorithm is not allowed."));
        String keyAlgorithm = signer.publicKey().getAlgorithm();
        if (!digest.fits(signed.signatureAlgorithm(), keyAlgorithm)) {
            throw ScepException.badAlg(
                    "The message's signature algorithm does not fit its digest and its signer's key.");
        }
        if (!signed.contentType().equals(CMSObjectIdentifiers.data)
                || !signed.find(CMSAttributes.contentType)
                        .filter(CMSObjectIdentifiers.data::equals)
                        .isPresent()) {
            throw ScepException.badRequest("The signed content must be of type data.");
        }
        byte[] stated = signed.find(CMSAttributes.messageDigest)
                .map(value -> ASN1OctetString.getInstance(value).getOctets())
                .orElseThrow(() -> ScepException.badRequest("The message has no messageDigest."));
        if (!MessageDigest.isEqual(stated, digest.digest(signed.content())) || !verifies(signed, signer, digest)) {
            throw ScepException.badMessageCheck("The message's signature is not good.");
        }
    }

    private static boolean verifies(SignedMessage signed, SignerCertificate signer, DigestAlgorithm digest) {
        try {
            Signature signature = Signature.getInstance(
                    digest.signatureName(signer.publicKey().getAlgorithm()));
            signature.initVerify(signer.publicKey());
            signature.update(signed.signedBytes());
            return signature.verify(signed.signature());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static MessageType messageType(SignedMessage signed) {
        String text = signed.find(Attributes.MESSAGE_TYPE)
                .map(PkiMessage::text)
                .orElseThrow(() -> ScepException.badRequest("The message has no messageType."));
        return MessageType.find(text)
                .filter(type -> type != MessageType.CERT_REP)
                .orElseThrow(() -> ScepException.badRequest("The messageType is not one of a request."));
    }

    private static @Nullable Instant signingTime(SignedMessage signed) {
        return signed.find(CMSAttributes.signingTime)
                .map(value -> Time.getInstance(value).getDate().toInstant())
                .orElse(null);
    }

    /** RFC 8894 §3.2.1: a PrintableString; two others are as good, and the answer repeats what came. */
    private static String text(ASN1Encodable value) {
        if (value instanceof ASN1PrintableString || value instanceof ASN1UTF8String || value instanceof ASN1IA5String) {
            return ((ASN1String) value).getString();
        }
        throw ScepException.badRequest("A signed attribute is not a PrintableString.");
    }

    private static boolean isPrintable(int character) {
        return character >= 0x20 && character < 0x7f;
    }
}
