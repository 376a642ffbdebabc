package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.RANDOM;
import static io.privyseal.protocol.est.Fixtures.RSA;
import static io.privyseal.protocol.est.Fixtures.certificate;
import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.protocol.est.SimplePkiRequest.DecryptionKey;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class EncryptedServerKeyTest {
    private static final byte[] SECRET = EC.getPrivate().getEncoded();
    private static final X509Certificate SERVER = certificate(EC, "CN=server");
    private static final ServerCredential SIGNER = new ServerCredential(EC.getPrivate(), List.of(SERVER));
    private static final X509Certificate TRANSPORT =
            certificate(RSA, "CN=rsa", new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    private static final X509Certificate AGREEMENT =
            certificate(EC, "CN=ec", new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));

    private static DecryptionKey keyOf(X509Certificate certificate, String... algorithms) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        return new DecryptionKey(Arrays.copyOfRange(extension, 4, extension.length), false, List.of(algorithms));
    }

    private static byte[] decrypted(EncryptedServerKey key, KeyPair pair) throws Exception {
        CMSEnvelopedData enveloped = new CMSEnvelopedData(key.encoded());
        RecipientInformation recipient =
                enveloped.getRecipientInfos().iterator().next();
        var provider = new BouncyCastleProvider();
        byte[] content = recipient.getContent(
                pair == RSA
                        ? new JceKeyTransEnvelopedRecipient(pair.getPrivate()).setProvider(provider)
                        : new JceKeyAgreeEnvelopedRecipient(pair.getPrivate()).setProvider(provider));
        CMSSignedData signed =
                new CMSSignedData(new ContentInfo(PKCSObjectIdentifiers.signedData, SignedData.getInstance(content)));
        assertThat(signed.getSignedContentTypeOID()).isEqualTo("2.16.840.1.101.2.1.2.78.5");
        assertThat(signed.getSignerInfos()
                        .iterator()
                        .next()
                        .verify(new JcaSimpleSignerInfoVerifierBuilder().build(SERVER.getPublicKey())))
                .isTrue();
        ASN1Sequence keyPackage =
                ASN1Sequence.getInstance((byte[]) signed.getSignedContent().getContent());
        assertThat(keyPackage.size()).isEqualTo(1);
        return keyPackage.getObjectAt(0).toASN1Primitive().getEncoded("DER");
    }

    private static EncryptedServerKey encrypt(DecryptionKey wanted, X509Certificate... candidates) {
        EncryptedServerKey.requirePossible(wanted, List.of(candidates));
        return EncryptedServerKey.to(wanted, List.of(candidates), SECRET, SIGNER, RANDOM);
    }

    @Test
    void encryptsToAnRsaKey() throws Exception {
        EncryptedServerKey key = encrypt(keyOf(TRANSPORT), AGREEMENT, TRANSPORT);
        assertThat(decrypted(key, RSA)).isEqualTo(SECRET);
        assertThat(new CMSEnvelopedData(key.encoded()).getEncryptionAlgOID()).isEqualTo("2.16.840.1.101.3.4.1.42");
    }

    @Test
    void encryptsByOaepForClientsThatCanReadIt() throws Exception {
        EncryptedServerKey key = encrypt(keyOf(TRANSPORT, "1.2.840.113549.1.1.7", "2.16.840.1.101.3.4.1.2"), TRANSPORT);
        assertThat(decrypted(key, RSA)).isEqualTo(SECRET);
        assertThat(new CMSEnvelopedData(key.encoded())
                        .getRecipientInfos()
                        .iterator()
                        .next()
                        .getKeyEncryptionAlgOID())
                .isEqualTo("1.2.840.113549.1.1.7");
    }

    @Test
    void encryptsToAnEllipticCurveKey() throws Exception {
        assertThat(decrypted(encrypt(keyOf(AGREEMENT), AGREEMENT), EC)).isEqualTo(SECRET);
        assertThat(decrypted(encrypt(keyOf(AGREEMENT, "2.16.840.1.101.3.4.1.2"), AGREEMENT), EC))
                .isEqualTo(SECRET);
    }

    @Test
    void findsAKeyByItsDigestToo() throws Exception {
        byte[] bits = Arrays.copyOfRange(
                EC.getPublic().getEncoded(),
                EC.getPublic().getEncoded().length - 65,
                EC.getPublic().getEncoded().length);
        byte[] digest = MessageDigest.getInstance("SHA-1").digest(bits);
        assertThat(decrypted(encrypt(new DecryptionKey(digest, false, List.of()), AGREEMENT), EC))
                .isEqualTo(SECRET);
    }

    @Test
    void isServedAsServerGeneratedKey() {
        EstAnswer answer =
                EstAnswer.encryptedServerKey(encrypt(keyOf(TRANSPORT), TRANSPORT), SERVER, Base64Layout.FLAT);
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII))
                .contains("Content-Type: application/pkcs7-mime; smime-type=server-generated-key\r\n")
                .doesNotContain("application/pkcs8");
    }

    private static void requireRefused(String words, DecryptionKey wanted, X509Certificate... candidates) {
        Refused.with(
                EstFailure.UNUSABLE_DECRYPTION_KEY,
                words,
                () -> EncryptedServerKey.requirePossible(wanted, List.of(candidates)));
    }

    @Test
    void refusesKeysThatItCannotEncryptTo() {
        requireRefused("No symmetric keys", new DecryptionKey(new byte[] {1}, true, List.of()), TRANSPORT);
        requireRefused("not that of the certificate", new DecryptionKey(new byte[20], false, List.of()), TRANSPORT);
        requireRefused("not that of the certificate", keyOf(TRANSPORT));
        X509Certificate signing = certificate(RSA, "CN=signing");
        requireRefused("key usage", keyOf(signing), signing);
        requireRefused("neither AES-256-CBC", keyOf(TRANSPORT, "1.2.840.113549.3.7"), TRANSPORT);
    }
}
