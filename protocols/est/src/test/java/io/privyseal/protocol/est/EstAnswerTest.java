package io.privyseal.protocol.est;

import static io.privyseal.protocol.est.Fixtures.EC;
import static io.privyseal.protocol.est.Fixtures.RSA;
import static io.privyseal.protocol.est.Fixtures.certificate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EstAnswerTest {
    private static final X509Certificate ROOT = certificate(RSA, "CN=Root");
    private static final X509Certificate LEAF = certificate(EC, "CN=device");

    private static String text(EstAnswer answer) {
        return new String(answer.body(), StandardCharsets.US_ASCII);
    }

    private static List<? extends java.security.cert.Certificate> certificates(String base64) throws Exception {
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(der)));
    }

    @Test
    void issuesTheCertificateAndNothingElse() throws Exception {
        EstAnswer answer = EstAnswer.issued(LEAF, Base64Layout.FLAT);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/pkcs7-mime; smime-type=certs-only")
                .containsEntry("Content-Transfer-Encoding", "base64");
        assertThat(certificates(text(answer))).isEqualTo(List.of(LEAF));
    }

    @Test
    void sendsCaCertificatesInTheirOrder() throws Exception {
        assertThat(certificates(text(EstAnswer.caCertificates(List.of(ROOT, LEAF), Base64Layout.FLAT))))
                .isEqualTo(List.of(ROOT, LEAF));
        assertThat(certificates(text(EstAnswer.caCertificates(List.of(LEAF, ROOT), Base64Layout.FLAT))))
                .isEqualTo(List.of(LEAF, ROOT));
    }

    @Test
    void writesOneLineWithoutEndOrLinesOf64() {
        String flat = text(EstAnswer.issued(LEAF, Base64Layout.FLAT));
        assertThat(flat).matches("[A-Za-z0-9+/]+={0,2}");
        String lines = text(EstAnswer.issued(LEAF, Base64Layout.LINES));
        assertThat(lines).endsWith("\r\n");
        assertThat(lines.lines()).allSatisfy(line -> assertThat(line.length()).isBetween(1, 64));
        assertThat(lines.replace("\r\n", "")).isEqualTo(flat);
    }

    @Test
    void asksToWait() {
        EstAnswer answer = EstAnswer.waiting(Duration.ofSeconds(30));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers()).containsEntry("Retry-After", "30");
        assertThat(answer.body()).isEmpty();
        assertThat(EstAnswer.waiting(Duration.ofMillis(1)).headers()).containsEntry("Retry-After", "1");
    }

    @Test
    void saysHowToAuthenticate() {
        EstAnswer answer = EstAnswer.unauthorized("a \"realm\"");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"a \\\"realm\\\"\"");
    }

    @ParameterizedTest
    @EnumSource(EstFailure.class)
    void saysEveryFailureInPlainText(EstFailure failure) {
        EstAnswer answer = EstAnswer.of(new EstException(failure, "It is wrong."));
        assertThat(answer.status()).isEqualTo(failure.httpStatus()).isBetween(400, 499);
        assertThat(answer.headers()).containsEntry("Content-Type", "text/plain; charset=utf-8");
        assertThat(text(answer)).isEqualTo("It is wrong.\n");
        assertThat(failure.cmcFailInfo().code()).isBetween(0, 12);
    }

    @ParameterizedTest
    @EnumSource(Base64Layout.class)
    void sendsANewKeyAndItsCertificateInExactlyTwoParts(Base64Layout layout) throws Exception {
        byte[] key = EC.getPrivate().getEncoded();
        EstAnswer answer = EstAnswer.serverKey(key, LEAF, layout);
        assertThat(answer.headers())
                .isEqualTo(java.util.Map.of("Content-Type", "multipart/mixed; boundary=privyseal-est-part"));
        String[] parts = text(answer).split("--privyseal-est-part", -1);
        assertThat(parts).hasSize(4);
        assertThat(parts[0]).isEmpty();
        assertThat(parts[3]).isEqualTo("--\r\n");
        assertThat(parts[1])
                .startsWith("\r\nContent-Type: application/pkcs8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .endsWith("\r\n");
        assertThat(parts[2])
                .startsWith(
                        "\r\nContent-Type: application/pkcs7-mime; smime-type=certs-only\r\nContent-Transfer-Encoding: base64\r\n\r\n")
                .endsWith("\r\n");
        assertThat(Base64.getMimeDecoder().decode(parts[1].split("\r\n\r\n", -1)[1]))
                .isEqualTo(key);
        assertThat(certificates(parts[2].split("\r\n\r\n", -1)[1])).isEqualTo(List.of(LEAF));
    }

    @Test
    void hasAnAnswerForNoWishes() {
        EstAnswer answer = EstAnswer.noCsrAttributes();
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }
}
