package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {
    private static final List<Recipient> RA = List.of(Keys.RA_RECIPIENT);

    /** Windows encrypts by OAEP, with the parameters left to their defaults or written out. */
    @ParameterizedTest
    @MethodSource("oaep")
    void opensOaep(AlgorithmIdentifier algorithm) {
        PkiMessage message = Client.request().keyTransport(algorithm).parse();
        assertThat(message.open(RA, SignerTrust.UNKNOWN)).isInstanceOf(MessageContents.Enrolment.class);
    }

    static Stream<Arguments> oaep() {
        return Stream.of(
                arguments(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSAES_OAEP, new RSAESOAEPparams())),
                arguments(oaep(OIWObjectIdentifiers.idSHA1, OIWObjectIdentifiers.idSHA1)),
                arguments(oaep(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha256)),
                arguments(oaep(NISTObjectIdentifiers.id_sha256, OIWObjectIdentifiers.idSHA1)),
                arguments(oaep(NISTObjectIdentifiers.id_sha512, NISTObjectIdentifiers.id_sha512)));
    }

    @Test
    void refusesOaepWithAnotherDigest() {
        KeyTransRecipientInfo recipient =
                recipient(oaep(PKCSObjectIdentifiers.md5, PKCSObjectIdentifiers.md5), new byte[256]);
        Refused.answerably(FailInfo.BAD_ALG, "OAEP digest", () -> parse(recipient, new byte[16]));
    }

    @Test
    void refusesOtherKeyTransports() {
        KeyTransRecipientInfo recipient =
                recipient(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), new byte[256]);
        Refused.answerably(FailInfo.BAD_ALG, "key transport", () -> parse(recipient, new byte[16]));
    }

    @Test
    void opensWhatIsAddressedByKeyIdentifier() {
        byte[] extension = Keys.RA.certificate().getExtensionValue("2.5.29.14");
        byte[] identifier = Arrays.copyOfRange(extension, 4, extension.length);
        PkiMessage message = Client.request().toKeyId(identifier).parse();
        assertThat(message.open(RA, SignerTrust.UNKNOWN)).isInstanceOf(MessageContents.Enrolment.class);
    }

    /** While the RA's certificate is replaced, clients still use the one that they have. */
    @Test
    void opensWithWhicheverRecipientIsMeant() {
        List<Recipient> both = List.of(Keys.OTHER_RA.recipient(), Keys.RA_RECIPIENT);
        assertThat(Client.request().parse().open(both, SignerTrust.UNKNOWN)).isNotNull();
        assertThat(Client.request().to(Keys.OTHER_RA.certificate()).parse().open(both, SignerTrust.UNKNOWN))
                .isNotNull();
    }

    /** One answer, whatever went wrong: nothing for Bleichenbacher's or Vaudenay's attack to tell apart. */
    @Test
    void everyFaultOfTheEnvelopeIsAnsweredAlike() throws GeneralSecurityException {
        byte[] block = new byte[256];
        Set<String> answers = new HashSet<>();
        // Addressed to somebody else.
        answers.add(failure(Client.request().to(Keys.OTHER_RA.certificate()).parse()));
        // No PKCS #1 padding at all.
        block[255] = 1;
        answers.add(failure(parse(rsaOf(block), new byte[32])));
        // A good padding around a key of the wrong length.
        answers.add(failure(parse(rsaOf(padded(new byte[5])), new byte[32])));
        // A good padding around a good key, and contents that are not padded well.
        answers.add(failure(parse(rsaOf(padded(new byte[16])), new byte[32])));
        // A length that is none of the cipher's.
        answers.add(failure(parse(rsaOf(padded(new byte[16])), new byte[31])));
        // An encrypted key of the wrong length.
        answers.add(failure(parse(recipient(rsa(), new byte[10]), new byte[32])));
        // One that is no number below the modulus.
        byte[] large = new byte[256];
        Arrays.fill(large, (byte) 0xff);
        answers.add(failure(parse(recipient(rsa(), large), new byte[32])));
        // OAEP that is none.
        answers.add(failure(parse(
                recipient(oaep(OIWObjectIdentifiers.idSHA1, OIWObjectIdentifiers.idSHA1), new byte[256]),
                new byte[32])));
        // Contents that decrypt well but are no CSR.
        answers.add(failure(Client.request().contents(new byte[] {1, 2, 3}).parse()));
        answers.add(failure(Client.request().contents(new byte[] {5, 0}).parse()));
        // A CSR with something behind it.
        byte[] csr = Csr.of(Keys.CLIENT.pair(), "CN=x", "secret");
        answers.add(failure(
                Client.request().contents(Arrays.copyOf(csr, csr.length + 1)).parse()));
        // A CSR whose signature is broken: what an attacker gets who exchanges its last blocks.
        csr[csr.length - 1] ^= 1;
        answers.add(failure(Client.request().contents(csr).parse()));
        // Somebody else's CSR.
        answers.add(failure(Client.request()
                .contents(Csr.of(Keys.STRANGER.pair(), "CN=x", "secret"))
                .parse()));
        // A CSR where names belong.
        answers.add(failure(Client.request().type("20").parse()));
        answers.add(failure(Client.request().type("21").parse()));
        assertThat(answers).containsExactly("BAD_MESSAGE_CHECK: The envelope could not be opened.");
    }

    /** A random substitute would betray by chance what a repetition does not. */
    @Test
    void theSubstituteOfABadKeyDependsOnTheCiphertextOnly() {
        KeyTransport transport = KeyTransport.of(rsa());
        byte[] one = new byte[256];
        one[200] = 1;
        byte[] other = new byte[256];
        other[200] = 2;
        assertThat(transport.unwrap(Keys.RA_RECIPIENT, one, 16))
                .hasSize(16)
                .isEqualTo(transport.unwrap(Keys.RA_RECIPIENT, one, 16))
                .isNotEqualTo(transport.unwrap(Keys.RA_RECIPIENT, other, 16))
                .isNotEqualTo(transport.unwrap(Keys.RA.recipient(), one, 16));
    }

    /** The private key must be used for every well-formed ciphertext, or its time would tell. */
    @Test
    void usesThePrivateKeyWhateverThePadding() {
        AtomicReference<byte[]> seen = new AtomicReference<>(new byte[0]);
        Recipient recipient = new Recipient(
                Keys.RA.certificate(),
                ciphertext -> {
                    seen.set(ciphertext);
                    return new byte[256];
                },
                Keys.RANDOM);
        byte[] ciphertext = new byte[256];
        ciphertext[255] = 9;
        KeyTransport.of(rsa()).unwrap(recipient, ciphertext, 16);
        assertThat(seen.get()).isEqualTo(ciphertext);
    }

    @Test
    void refusesAnInitializationVectorOfTheWrongLength() {
        EncryptedContentInfo content = new EncryptedContentInfo(
                CMSObjectIdentifiers.data,
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_CBC, new DEROctetString(new byte[8])),
                new DEROctetString(new byte[32]));
        byte[] envelope = envelope(recipient(rsa(), new byte[256]), content);
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "wrong structure",
                () -> Client.request().signedContent(envelope).parse());
    }

    @Test
    void refusesAnEnvelopeWithoutRecipients() {
        EnvelopedData data = new EnvelopedData(null, new DERSet(), content(new byte[32]), (ASN1Set) null);
        byte[] envelope = Cms.encoded(Cms.contentInfo(CMSObjectIdentifiers.envelopedData, data));
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "no recipient",
                () -> Client.request().signedContent(envelope).parse());
    }

    @Test
    void refusesAnEnvelopeAroundSomethingElseThanData() {
        EncryptedContentInfo content = new EncryptedContentInfo(
                CMSObjectIdentifiers.signedData,
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_CBC, new DEROctetString(new byte[16])),
                new DEROctetString(new byte[32]));
        byte[] envelope = envelope(recipient(rsa(), new byte[256]), content);
        Refused.answerably(
                FailInfo.BAD_REQUEST,
                "wrong structure",
                () -> Client.request().signedContent(envelope).parse());
    }

    @Test
    void namesTheRecipientsSerialNumberToTheBit() {
        // 258 ends in the octet that the RA's number is.
        assertThat(Keys.RA.certificate().getSerialNumber()).isEqualTo(2);
        KeyTransRecipientInfo other = new KeyTransRecipientInfo(
                new RecipientIdentifier(new IssuerAndSerialNumber(new X500Name("CN=Test CA"), BigInteger.valueOf(258))),
                rsa(),
                new DEROctetString(new byte[256]));
        assertThat(failure(parse(other, new byte[32]))).contains("could not be opened");
    }

    private static String failure(PkiMessage message) {
        ScepException refusal = catchThrowableOfType(ScepException.class, () -> message.open(RA, SignerTrust.UNKNOWN));
        assertThat(refusal).isNotNull();
        assertThat(refusal.replyTo()).isPresent();
        return refusal.failInfo() + ": " + refusal.detail();
    }

    private static PkiMessage parse(KeyTransRecipientInfo recipient, byte[] ciphertext) {
        return Client.request()
                .signedContent(envelope(recipient, content(ciphertext)))
                .parse();
    }

    private static byte[] envelope(KeyTransRecipientInfo recipient, EncryptedContentInfo content) {
        EnvelopedData data = new EnvelopedData(null, new DERSet(new RecipientInfo(recipient)), content, (ASN1Set) null);
        return Cms.encoded(Cms.contentInfo(CMSObjectIdentifiers.envelopedData, data));
    }

    private static EncryptedContentInfo content(byte[] ciphertext) {
        return new EncryptedContentInfo(
                CMSObjectIdentifiers.data,
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_CBC, new DEROctetString(new byte[16])),
                new DEROctetString(ciphertext));
    }

    private static KeyTransRecipientInfo rsaOf(byte[] block) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, Keys.RA.certificate().getPublicKey());
        return recipient(rsa(), cipher.doFinal(block));
    }

    /** RFC 8017 §7.2.1. */
    private static byte[] padded(byte[] key) {
        byte[] block = new byte[256];
        Arrays.fill(block, (byte) 0x55);
        block[0] = 0;
        block[1] = 2;
        block[block.length - key.length - 1] = 0;
        System.arraycopy(key, 0, block, block.length - key.length, key.length);
        return block;
    }

    private static KeyTransRecipientInfo recipient(AlgorithmIdentifier algorithm, byte[] encryptedKey) {
        return new KeyTransRecipientInfo(
                new RecipientIdentifier(new IssuerAndSerialNumber(
                        new X500Name("CN=Test CA"), Keys.RA.certificate().getSerialNumber())),
                algorithm,
                new DEROctetString(encryptedKey));
    }

    private static AlgorithmIdentifier rsa() {
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    }

    private static AlgorithmIdentifier oaep(ASN1ObjectIdentifier digest, ASN1ObjectIdentifier maskDigest) {
        return new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_RSAES_OAEP,
                new RSAESOAEPparams(
                        new AlgorithmIdentifier(digest, DERNull.INSTANCE),
                        new AlgorithmIdentifier(
                                PKCSObjectIdentifiers.id_mgf1, new AlgorithmIdentifier(maskDigest, DERNull.INSTANCE)),
                        RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
    }
}
