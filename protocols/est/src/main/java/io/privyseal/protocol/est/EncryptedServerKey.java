package io.privyseal.protocol.est;

import io.privyseal.protocol.est.SimplePkiRequest.DecryptionKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaAlgorithmParametersConverter;

/** A private key that the server made, signed by it and encrypted to a key of the client (RFC 7030 §4.4.2, RFC 5958 §4). */
public final class EncryptedServerKey {
    private static final ASN1ObjectIdentifier KEY_PACKAGE = new ASN1ObjectIdentifier("2.16.840.1.101.2.1.2.78.5");

    /** For the key agreements of RFC 5753, which the JDK has no names for. */
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final byte[] encoded;

    private EncryptedServerKey(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * Encrypts a PKCS #8 key.
     *
     * @param wanted the client's wish
     * @param candidates the client's certificates, among which the one with the wished key is looked for
     * @throws EstException with {@link EstFailure#UNUSABLE_DECRYPTION_KEY}
     */
    public static EncryptedServerKey to(
            DecryptionKey wanted,
            List<X509Certificate> candidates,
            byte[] privateKey,
            ServerCredential signer,
            SecureRandom random) {
        X509Certificate recipient = recipient(wanted, candidates);
        ASN1ObjectIdentifier cipher = cipher(wanted.algorithms());
        try {
            byte[] signed =
                    Asn1.der(signer.sign(new CMSProcessableByteArray(KEY_PACKAGE, keyPackage(privateKey)), List.of())
                            .toASN1Structure()
                            .getContent());
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipientInfo(wanted, recipient, cipher, random));
            return new EncryptedServerKey(Asn1.der(generator
                    .generate(
                            new CMSProcessableByteArray(PKCSObjectIdentifiers.signedData, signed),
                            new JceCMSContentEncryptorBuilder(cipher)
                                    .setProvider(BOUNCY_CASTLE)
                                    .setSecureRandom(random)
                                    .build())
                    .toASN1Structure()));
        } catch (CMSException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The new key cannot be encrypted to the client", e);
        }
    }

    /**
     * Refuses a wish that {@link #to} would refuse, before there is a key.
     *
     * @throws EstException with {@link EstFailure#UNUSABLE_DECRYPTION_KEY}
     */
    public static void requirePossible(DecryptionKey wanted, List<X509Certificate> candidates) {
        recipient(wanted, candidates);
        cipher(wanted.algorithms());
    }

    /** The DER of a ContentInfo with EnvelopedData. */
    public byte[] encoded() {
        return encoded.clone();
    }

    private static byte[] keyPackage(byte[] privateKey) throws IOException {
        return Asn1.der(new DERSequence(ASN1Primitive.fromByteArray(privateKey)));
    }

    private static X509Certificate recipient(DecryptionKey wanted, List<X509Certificate> candidates) {
        if (wanted.isSymmetric()) {
            throw unusable("No symmetric keys are shared with clients; name the key of a certificate.");
        }
        X509Certificate recipient = candidates.stream()
                .filter(candidate -> hasKey(candidate, wanted.identifier()))
                .findFirst()
                .orElseThrow(() -> unusable("The key to encrypt to is not that of the certificate that was shown."));
        PublicKey key = recipient.getPublicKey();
        boolean isRsa = key.getAlgorithm().equals("RSA");
        if (!isRsa && !(key instanceof ECPublicKey)) {
            throw unusable("Nothing can be encrypted to a key of this kind.");
        }
        // RFC 7030 §4.4.1.2; keyEncipherment is bit 2, keyAgreement bit 4.
        boolean[] usage = recipient.getKeyUsage();
        if (usage != null && !usage[isRsa ? 2 : 4]) {
            throw unusable("The certificate's key usage does not allow to encrypt to its key.");
        }
        return recipient;
    }

    /** By its subject key identifier, or by the digest that RFC 5280 §4.2.1.2 (1) makes one of. */
    private static boolean hasKey(X509Certificate certificate, byte[] identifier) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        if (extension != null) {
            byte[] named = Asn1.parse(
                    "The certificate",
                    () -> ASN1OctetString.getInstance(
                                    ASN1OctetString.getInstance(extension).getOctets())
                            .getOctets());
            if (MessageDigest.isEqual(named, identifier)) {
                return true;
            }
        }
        try {
            byte[] bits = SubjectPublicKeyInfo.getInstance(
                            certificate.getPublicKey().getEncoded())
                    .getPublicKeyData()
                    .getBytes();
            return MessageDigest.isEqual(MessageDigest.getInstance("SHA-1").digest(bits), identifier);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No SHA-1 to name keys by", e);
        }
    }

    /** The strongest that the client can; RFC 8551 §2.7 obliges all to AES-128-CBC, and those that say nothing can AES-256. */
    private static ASN1ObjectIdentifier cipher(List<String> algorithms) {
        if (algorithms.isEmpty() || algorithms.contains(NISTObjectIdentifiers.id_aes256_CBC.getId())) {
            return CMSAlgorithm.AES256_CBC;
        }
        if (algorithms.contains(NISTObjectIdentifiers.id_aes128_CBC.getId())) {
            return CMSAlgorithm.AES128_CBC;
        }
        throw unusable("The client's SMIMECapabilities have neither AES-256-CBC nor AES-128-CBC.");
    }

    private static RecipientInfoGenerator recipientInfo(
            DecryptionKey wanted, X509Certificate recipient, ASN1ObjectIdentifier cipher, SecureRandom random)
            throws GeneralSecurityException {
        PublicKey key = recipient.getPublicKey();
        if (key instanceof ECPublicKey curve) {
            KeyPairGenerator ephemeral = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
            ephemeral.initialize(curve.getParams(), random);
            var pair = ephemeral.generateKeyPair();
            boolean isStrong = cipher.equals(CMSAlgorithm.AES256_CBC);
            return new JceKeyAgreeRecipientInfoGenerator(
                            isStrong ? CMSAlgorithm.ECDH_SHA384KDF : CMSAlgorithm.ECDH_SHA256KDF,
                            pair.getPrivate(),
                            pair.getPublic(),
                            isStrong ? CMSAlgorithm.AES256_WRAP : CMSAlgorithm.AES128_WRAP)
                    .addRecipient(wanted.identifier(), key)
                    .setProvider(BOUNCY_CASTLE)
                    .setSecureRandom(random);
        }
        // OAEP only for those that ask: many devices know PKCS #1 v1.5 alone.
        JceKeyTransRecipientInfoGenerator transport =
                wanted.algorithms().contains(PKCSObjectIdentifiers.id_RSAES_OAEP.getId())
                        ? new JceKeyTransRecipientInfoGenerator(wanted.identifier(), oaep(), key)
                        : new JceKeyTransRecipientInfoGenerator(wanted.identifier(), key);
        return transport.setProvider(BOUNCY_CASTLE);
    }

    private static AlgorithmIdentifier oaep() throws GeneralSecurityException {
        return new JcaAlgorithmParametersConverter()
                .getAlgorithmIdentifier(
                        PKCSObjectIdentifiers.id_RSAES_OAEP,
                        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    }

    private static EstException unusable(String detail) {
        return new EstException(EstFailure.UNUSABLE_DECRYPTION_KEY, detail);
    }
}
