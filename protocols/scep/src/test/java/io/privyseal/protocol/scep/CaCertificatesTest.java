package io.privyseal.protocol.scep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.Test;

class CaCertificatesTest {
    /** Apple takes the other type for a sign of RA certificates, and then wants some. */
    @Test
    void oneCertificateIsSentAsItIs() {
        CaCertificates answer = CaCertificates.of(List.of(Keys.CA.der()));
        assertThat(answer.mediaType()).isEqualTo("application/x-x509-ca-cert");
        assertThat(answer.body()).isEqualTo(Keys.CA.der());
    }

    @Test
    void severalAreSentTogetherInTheirOrder() throws Exception {
        List<byte[]> certificates = List.of(Keys.RA.der(), Keys.CA.der());
        CaCertificates answer = CaCertificates.of(certificates);
        assertThat(answer.mediaType()).isEqualTo("application/x-x509-ca-ra-cert");
        CMSSignedData data = new CMSSignedData(answer.body());
        assertThat(data.getSignerInfos().size()).isZero();
        assertThat(data.getSignedContent()).isNull();
        assertThat(Answer.certificates(data)).extracting(Answer::der).containsExactlyElementsOf(certificates);
    }

    @Test
    void thereIsNoAnswerWithoutCertificates() {
        assertThatThrownBy(() -> CaCertificates.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNextCertificatesAreSigned() throws Exception {
        CaCertificates answer = CaCertificates.next(
                List.of(Keys.OTHER_RA.der(), Keys.CA.der()), DigestAlgorithm.SHA256, Keys.RA.replySigner());
        assertThat(answer.mediaType()).isEqualTo("application/x-x509-next-ca-cert");
        Answer signed = Answer.parse(answer.body());
        assertThat(signed.signerCertificates()).extracting(Answer::der).contains(Keys.RA.der());
        assertThat(Answer.certificates(new CMSSignedData(signed.content())))
                .extracting(Answer::der)
                .containsExactly(Keys.OTHER_RA.der(), Keys.CA.der());
    }
}
