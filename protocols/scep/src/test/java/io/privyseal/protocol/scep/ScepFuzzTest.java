package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever comes from the network is read or refused, and soon. What lies behind a signature is signed here, since anybody
 * can do that with a key of his own. {@code ./privyseal fuzz scep} looks for inputs; a build replays those in the
 * directory {@code ScepFuzzTestInputs}, which {@link FuzzSeeds} has made, with what was found since.
 */
@Timeout(20)
class ScepFuzzTest {
    private static final AlgorithmPolicy LENIENT = new AlgorithmPolicy(true, true);
    private static final List<Recipient> RA = List.of(FuzzSeeds.RA.recipient());
    private static final CertRepWriter WRITER = new CertRepWriter(Keys.RANDOM);
    private static final ReplySigner REPLY_SIGNER = FuzzSeeds.RA.replySigner();
    private static final Certificate CLIENT = Certificate.getInstance(Keys.CLIENT.der());
    private static final String SIGNATURE = "SHA256withRSA";
    private static final AlgorithmIdentifier SHA256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);
    private static final AlgorithmIdentifier SHA256_WITH_RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption);

    @FuzzTest
    void readsAMessageOrRefusesIt(byte[] body) {
        answer(body);
    }

    /** The attributes of a message that is otherwise good. */
    @FuzzTest
    void readsSignedAttributesOrRefusesThem(byte[] attributes) {
        set(attributes).ifPresent(set -> answer(signed(set)));
    }

    @FuzzTest
    void opensAnEnvelopeOrRefusesIt(byte[] envelope) {
        refusing(() -> Envelope.parse(envelope, LENIENT).open(RA));
    }

    /** The first octet says of what type the message is. */
    @FuzzTest
    void readsContentsOrRefusesThem(byte[] typeAndContents) {
        if (typeAndContents.length == 0) {
            return;
        }
        MessageType[] types = FuzzSeeds.CONTENT_TYPES;
        byte[] contents = Arrays.copyOfRange(typeAndContents, 1, typeAndContents.length);
        SignerCertificate signer = SignerCertificate.of(CLIENT);
        for (SignerTrust trust : SignerTrust.values()) {
            refusing(() -> ContentsReader.read(
                    types[Math.floorMod(typeAndContents[0], types.length)], Optional.of(contents), signer, trust));
        }
    }

    /** The attributes of a CSR whose signature is good; the challenge is one of them. */
    @FuzzTest
    void readsTheAttributesOfACsrOrRefusesThem(byte[] attributes) {
        set(attributes).ifPresent(set -> {
            byte[] csr = csr(set);
            refusing(() -> ContentsReader.read(
                    MessageType.PKCS_REQ, Optional.of(csr), SignerCertificate.of(CLIENT), SignerTrust.UNKNOWN));
        });
    }

    @FuzzTest
    void readsAQueryOrRefusesIt(byte[] text) {
        String raw = new String(text, StandardCharsets.ISO_8859_1);
        refusing(() -> {
            ScepQuery query = ScepQuery.parse(raw);
            assertThat(query.identifier().orElse("")).hasSizeLessThanOrEqualTo(raw.length());
            byte[] message = query.messageBytes();
            assertThat(message).hasSizeLessThan(raw.length());
            PkiMessage.parse(message, LENIENT);
        });
    }

    /** What the server does with a message: each has its answer, as long as it says what that answers. */
    private static void answer(byte[] body) {
        try {
            PkiMessage message = PkiMessage.parse(body, LENIENT);
            message.signingTime();
            message.signer().namesItselfAsIssuer();
            message.signer().der();
            message.signer().serialNumber();
            assertThat(WRITER.pending(message.replyTo(), REPLY_SIGNER)).isNotEmpty();
            if (message.open(RA, SignerTrust.KNOWN) instanceof MessageContents.Enrolment) {
                assertThat(WRITER.success(message, List.of(FuzzSeeds.RA.der()), REPLY_SIGNER))
                        .isNotEmpty();
            }
        } catch (ScepException e) {
            requireReason(e);
            e.replyTo()
                    .ifPresent(reply -> assertThat(WRITER.failure(reply, e.failInfo(), e.detail(), REPLY_SIGNER))
                            .isNotEmpty());
        }
    }

    private static void refusing(Runnable reader) {
        try {
            reader.run();
        } catch (ScepException e) {
            requireReason(e);
        }
    }

    private static void requireReason(ScepException refusal) {
        assertThat(refusal.detail()).isNotEmpty();
        assertThat(refusal.failInfo()).isNotNull();
    }

    private static Optional<ASN1Set> set(byte[] encoded) {
        try {
            return ASN1Primitive.fromByteArray(encoded) instanceof ASN1Set set && isDer(set)
                    ? Optional.of(set)
                    : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // Not what is tested here.
            return Optional.empty();
        }
    }

    private static boolean isDer(ASN1Set set) {
        return Ber.der(set).length > 0;
    }

    private static byte[] signed(ASN1Set attributes) {
        SignerInfo signer = new SignerInfo(
                new SignerIdentifier(new IssuerAndSerialNumber(CLIENT)),
                SHA256,
                attributes,
                SHA256_WITH_RSA,
                new DEROctetString(Keys.CLIENT.sign(SIGNATURE, Ber.der(attributes))),
                null);
        SignedData data = new SignedData(
                new DERSet(SHA256),
                new ContentInfo(CMSObjectIdentifiers.data, new DEROctetString(FuzzSeeds.ENVELOPE)),
                new DERSet(CLIENT),
                null,
                new DERSet(signer));
        return encoded(new ContentInfo(CMSObjectIdentifiers.signedData, data));
    }

    /** From its parts, since the library's own types refuse some attributes. */
    private static byte[] csr(ASN1Set attributes) {
        byte[] key = Keys.CLIENT.pair().getPublic().getEncoded();
        DERSequence info = new DERSequence(new ASN1Encodable[] {
            new ASN1Integer(0),
            new X500Name("CN=device-1"),
            SubjectPublicKeyInfo.getInstance(key),
            new DERTaggedObject(false, 0, attributes)
        });
        return Ber.der(new DERSequence(
                new ASN1Encodable[] {info, SHA256_WITH_RSA, new DERBitString(Keys.CLIENT.sign(SIGNATURE, Ber.der(info)))
                }));
    }

    private static byte[] encoded(ContentInfo message) {
        try {
            return message.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
