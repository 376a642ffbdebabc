package io.privyseal.protocol.scep;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;

/** The EnvelopedData of a request (RFC 8894 §3.1), addressed to an RSA key. */
final class Envelope {
    private static final String WHAT = "The envelope";
    private static final int MOST_RECIPIENTS = 16;

    private final ContentCipher cipher;
    private final byte[] iv;
    private final byte[] ciphertext;
    private final List<Addressee> addressees;

    private record Addressee(ASN1Encodable identifier, KeyTransport transport, byte[] encryptedKey) {}

    private Envelope(EnvelopedData data, AlgorithmPolicy policy) {
        EncryptedContentInfo content = data.getEncryptedContentInfo();
        this.cipher = ContentCipher.find(content.getContentEncryptionAlgorithm().getAlgorithm())
                .filter(policy::allows)
                .orElseThrow(() -> ScepException.badAlg("The envelope's cipher is not allowed."));
        this.iv = ASN1OctetString.getInstance(
                        content.getContentEncryptionAlgorithm().getParameters())
                .getOctets();
        ASN1OctetString encrypted = content.getEncryptedContent();
        if (iv.length != cipher.blockLength()
                || encrypted == null
                || !content.getContentType().equals(CMSObjectIdentifiers.data)) {
            throw ScepException.badRequest("The envelope has the wrong structure.");
        }
        this.ciphertext = encrypted.getOctets();
        this.addressees = addressees(data.getRecipientInfos());
    }

    static Envelope parse(byte[] content, AlgorithmPolicy policy) {
        if (content.length == 0) {
            throw ScepException.badRequest("The message has no envelope.");
        }
        ASN1Encodable element = Ber.read(WHAT, content);
        return Ber.decode(WHAT, () -> {
            ContentInfo info = ContentInfo.getInstance(element);
            if (!info.getContentType().equals(CMSObjectIdentifiers.envelopedData)) {
                throw ScepException.badRequest("The signed content is not an EnvelopedData.");
            }
            return new Envelope(EnvelopedData.getInstance(info.getContent()), policy);
        });
    }

    private static List<Addressee> addressees(ASN1Set recipients) {
        if (recipients.size() == 0 || recipients.size() > MOST_RECIPIENTS) {
            throw ScepException.badRequest("The envelope has no recipient, or too many.");
        }
        List<Addressee> addressees = new ArrayList<>();
        for (ASN1Encodable element : recipients) {
            if (RecipientInfo.getInstance(element).getInfo() instanceof KeyTransRecipientInfo info) {
                addressees.add(new Addressee(
                        info.getRecipientIdentifier().getId(),
                        KeyTransport.of(info.getKeyEncryptionAlgorithm()),
                        info.getEncryptedKey().getOctets()));
            }
        }
        if (addressees.isEmpty()) {
            throw ScepException.badAlg("The envelope is not addressed to an RSA key.");
        }
        return List.copyOf(addressees);
    }

    ContentCipher cipher() {
        return cipher;
    }

    /** How the content key travelled, and so how that of the answer does. */
    KeyTransport transport() {
        return addressees.getFirst().transport();
    }

    /** The plain contents; empty when there are none, for whatever reason. */
    Optional<byte[]> open(List<Recipient> recipients) {
        for (Recipient recipient : recipients) {
            for (Addressee addressee : addressees) {
                if (isMeant(addressee, recipient)) {
                    return decrypt(
                            addressee.transport().unwrap(recipient, addressee.encryptedKey(), cipher.keyLength()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> decrypt(byte[] key) {
        try {
            Cipher decryption = Cipher.getInstance(cipher.transformation());
            decryption.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, cipher.keyAlgorithm()), new IvParameterSpec(iv));
            return Optional.of(decryption.doFinal(ciphertext));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isMeant(Addressee addressee, Recipient recipient) {
        if (addressee.identifier().toASN1Primitive() instanceof ASN1OctetString identifier) {
            byte[] own = subjectKeyIdentifier(recipient);
            return own != null && Arrays.equals(own, identifier.getOctets());
        }
        return Ber.decode(WHAT, () -> {
            IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(addressee.identifier());
            return name.getSerialNumber()
                            .getValue()
                            .equals(recipient.certificate().getSerialNumber())
                    && name.getName()
                            .equals(X500Name.getInstance(recipient
                                    .certificate()
                                    .getIssuerX500Principal()
                                    .getEncoded()));
        });
    }

    private static byte @Nullable [] subjectKeyIdentifier(Recipient recipient) {
        byte[] extension = recipient.certificate().getExtensionValue("2.5.29.14");
        return extension == null
                ? null
                : ASN1OctetString.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .getOctets();
    }
}
