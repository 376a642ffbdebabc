package io.privyseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.authority.KeyId;
import io.privyseal.authority.OcspContent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;

class SignedAnswersTest {
    private static final Instant NOW = Instant.parse("2026-05-21T12:00:00Z");
    private static final KeyId KEY = new KeyId(1);

    private final SignedAnswers answers = new SignedAnswers(Duration.ofSeconds(10));

    @Test
    void findsTheAnswerOfTheSameKeyAboutTheSameStatus() {
        OcspAnswer answer = answer(1000, NOW);
        answers.add(KEY, good(1), answer, NOW);

        assertThat(answers.find(KEY, good(1), NOW.plusSeconds(9))).containsSame(answer);
        assertThat(answers.find(KEY, good(2), NOW)).isEmpty();
        assertThat(answers.find(new KeyId(2), good(1), NOW)).isEmpty();
        assertThat(answers.find(KEY, new OcspContent.Answer(id(1), new OcspContent.Unknown()), NOW))
                .isEmpty();
    }

    @Test
    void usesNoAnswerThatIsOutOfDate() {
        answers.add(KEY, good(1), answer(1000, NOW), NOW);
        OcspAnswer ending = new OcspAnswer(new byte[1000], new OcspAnswer.Freshness(NOW, NOW.plusSeconds(5)));
        answers.add(KEY, good(2), ending, NOW);

        assertThat(answers.find(KEY, good(1), NOW.plusSeconds(10))).isEmpty();
        assertThat(answers.find(KEY, good(2), NOW.plusSeconds(5))).isEmpty();
    }

    @Test
    void forgetsWhatIsOutOfDate() {
        for (int i = 0; i < 100; i++) {
            answers.add(KEY, good(i), answer(1000, NOW), NOW);
        }
        long hundred = answers.octets();
        Instant later = NOW.plusSeconds(10);

        answers.add(KEY, good(100), answer(1000, later), later);

        assertThat(answers.octets()).isEqualTo(hundred / 100);
    }

    @Test
    void holdsNoMoreThanEightMebibytesAndTheNewestOfThem() {
        for (int length : new int[] {1000, 15_000}) {
            for (int i = 0; i < 10_000; i++) {
                answers.add(KEY, good(i), answer(length, NOW), NOW);
                assertThat(answers.octets()).isLessThanOrEqualTo(8 * 1024 * 1024);
            }
            assertThat(answers.find(KEY, good(9_999), NOW)).isPresent();
            assertThat(answers.find(KEY, good(9_800), NOW)).isPresent();
            assertThat(answers.find(KEY, good(0), NOW)).isEmpty();
        }
    }

    @Test
    void countsAnAnswerThatReplacesAnotherOnce() {
        answers.add(KEY, good(1), answer(1000, NOW), NOW);
        long one = answers.octets();

        answers.add(KEY, good(1), answer(1000, NOW), NOW);

        assertThat(answers.octets()).isEqualTo(one);
    }

    private static OcspAnswer answer(int length, Instant thisUpdate) {
        return new OcspAnswer(
                new byte[length], new OcspAnswer.Freshness(thisUpdate, thisUpdate.plus(Duration.ofHours(1))));
    }

    private static OcspContent.Answer good(int serial) {
        return new OcspContent.Answer(id(serial), new OcspContent.Good());
    }

    private static CertID id(int serial) {
        return new CertID(
                new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                new DEROctetString(new byte[20]),
                new DEROctetString(new byte[20]),
                new ASN1Integer(BigInteger.valueOf(serial)));
    }
}
