package io.privyseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcspQuestionTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 32, 128})
    void takesNoncesOfOneTo128Octets(int length) throws Exception {
        byte[] nonce = new byte[length];

        assertThat(OcspQuestion.parse(withExtension(nonce(new DEROctetString(nonce).getEncoded(), false))))
                .hasValueSatisfying(question -> assertThat(question.nonce()).isEqualTo(nonce));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 129, 4096})
    void refusesNoncesOfOtherLengths(int length) throws Exception {
        byte[] value = new DEROctetString(new byte[length]).getEncoded();

        assertThat(OcspQuestion.parse(withExtension(nonce(value, false)))).isEmpty();
    }

    @Test
    void refusesANonceThatIsNoOctetString() throws Exception {
        assertThat(OcspQuestion.parse(withExtension(nonce(new byte[] {1, 2, 3, 4}, false))))
                .isEmpty();
    }

    @Test
    void refusesUnknownCriticalExtensionsAndIgnoresOthers() throws Exception {
        assertThat(OcspQuestion.parse(withExtension(new Extension(Extension.noRevAvail, true, new byte[] {5, 0}))))
                .isEmpty();
        assertThat(OcspQuestion.parse(withExtension(new Extension(Extension.noRevAvail, false, new byte[] {5, 0}))))
                .isPresent();
    }

    @Test
    void refusesWhatAsksForNothing() throws Exception {
        TBSRequest empty = new TBSRequest(null, new DERSequence(), (Extensions) null);

        assertThat(OcspQuestion.parse(new OCSPRequest(empty, null).getEncoded("DER")))
                .isEmpty();
    }

    @Test
    void refusesTrailingOctets() throws Exception {
        byte[] request = withExtension(null);

        assertThat(OcspQuestion.parse(request)).isPresent();
        assertThat(OcspQuestion.parse(Arrays.copyOf(request, request.length + 1)))
                .isEmpty();
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        byte[] request = withExtension(nonce(new DEROctetString(new byte[16]).getEncoded(), false));

        for (int length = 0; length < request.length; length++) {
            assertThat(OcspQuestion.parse(Arrays.copyOf(request, length))).isEmpty();
        }
    }

    @Test
    void survivesChangedOctets() throws Exception {
        byte[] request = withExtension(nonce(new DEROctetString(new byte[16]).getEncoded(), false));
        Random random = new Random(1);

        for (int i = 0; i < 20_000; i++) {
            byte[] changed = request.clone();
            for (int j = 0; j <= random.nextInt(3); j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            // Any answer is right; an exception would fail the test.
            OcspQuestion.parse(changed);
        }
    }

    @Test
    void refusesDeepNestingInEitherForm() {
        byte[] indefinite = new byte[OcspQuestion.LONGEST];
        for (int i = 0; i < indefinite.length; i += 2) {
            indefinite[i] = 0x30;
            indefinite[i + 1] = (byte) 0x80;
        }
        assertThat(OcspQuestion.parse(indefinite)).isEmpty();

        byte[] definite = {5, 0};
        while (definite.length < OcspQuestion.LONGEST - 8) {
            definite = wrap(definite);
        }
        assertThat(OcspQuestion.parse(definite)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertThat(OcspQuestion.parse(withExtension(new Extension(Extension.noRevAvail, false, new byte[10_000]))))
                .isPresent();
        assertThat(OcspQuestion.parse(
                        withExtension(new Extension(Extension.noRevAvail, false, new byte[OcspQuestion.LONGEST]))))
                .isEmpty();
    }

    @Test
    void takes32CertificatesAndRefusesMore() throws Exception {
        assertThat(OcspQuestion.parse(about(32)))
                .hasValueSatisfying(
                        question -> assertThat(question.certificates()).hasSize(32));
        assertThat(OcspQuestion.parse(about(33))).isEmpty();
    }

    private static byte[] about(int certificates) throws Exception {
        ASN1EncodableVector many = new ASN1EncodableVector();
        for (int i = 0; i < certificates; i++) {
            many.add(request(i));
        }
        TBSRequest tbs = new TBSRequest(null, new DERSequence(many), (Extensions) null);
        return new OCSPRequest(tbs, null).getEncoded("DER");
    }

    private static byte[] wrap(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static Extension nonce(byte[] value, boolean critical) {
        return new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, critical, value);
    }

    private static byte[] withExtension(@org.jspecify.annotations.Nullable Extension extension) throws Exception {
        Extensions extensions = extension == null ? null : new Extensions(extension);
        TBSRequest tbs = new TBSRequest(null, new DERSequence(request(7)), extensions);
        return new OCSPRequest(tbs, null).getEncoded("DER");
    }

    private static Request request(int serial) {
        CertID id = new CertID(
                new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                new DEROctetString(new byte[20]),
                new DEROctetString(new byte[20]),
                new ASN1Integer(BigInteger.valueOf(serial)));
        return new Request(id, null);
    }
}
