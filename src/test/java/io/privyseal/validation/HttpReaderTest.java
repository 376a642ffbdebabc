package io.privyseal.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpReaderTest {
    @Test
    void readsStatusLocationAndBody() throws IOException {
        HttpAnswer answer = read("HTTP/1.1 200 OK\r\nlocation:  /x \r\nContent-Length: 3\r\n\r\nabcdef");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.location()).contains("/x");
        assertThat(answer.body()).asString().isEqualTo("abc");
        assertThat(answer.isRedirect()).isFalse();
    }

    @Test
    void readsNoBodyThatIsNoProof() throws IOException {
        assertThat(read("HTTP/1.1 404 Not Found\r\nContent-Length: 100\r\n\r\n").body())
                .isEmpty();
    }

    @Test
    void prefersChunksToALength() throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: Chunked\r\n\r\n";
        String chunks = "2\r\nab\r\n1;q=\"x\"\r\nc\r\n000\r\nTrailer: x\r\n\r\n";

        assertThat(read(head + chunks).body()).asString().isEqualTo("abc");
    }

    @Test
    void acceptsTheSameLengthTwice() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na")
                        .body())
                .hasSize(1);
    }

    @Test
    void readsTheLargestBodyAndNoLargerOne() throws IOException {
        String head = "HTTP/1.1 200 OK\r\n\r\n";
        assertThat(read(head + "x".repeat(8192)).body()).hasSize(8192);
        assertThatThrownBy(() -> read(head + "x".repeat(8193))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 0xx OK\r\n\r\n",
                "HTTP/1.1\t200 OK\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n continued: z\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 8193\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\na",
            })
    void refusesWhatIsNotHttpOrTooLarge(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\r\nX: y",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
            })
    void noticesThatAnAnswerIsCutShort(String answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(EOFException.class);
    }

    @Test
    void endsWithAnAnswerOrAnIoExceptionWhateverComes() {
        Random random = new Random(7);
        byte[] valid = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nLocation: /x\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = valid.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(new HttpReader(new ByteArrayInputStream(mutated))
                                .read()
                                .body()
                                .length)
                        .isLessThanOrEqualTo(8192);
            } catch (IOException _) {
                // a refusal
            }
        }
    }

    private static HttpAnswer read(String answer) throws IOException {
        return new HttpReader(new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1))).read();
    }
}
