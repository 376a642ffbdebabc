package io.privyseal.protocol.est;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** How the base64 of answers is laid out: no one way pleases all clients. */
public enum Base64Layout {
    /** One line without an end (RFC 8951 §3.1 asks for no more); strongSwan before 6.0 takes nothing else. */
    FLAT,
    /** Lines of 64 characters, as in the examples of RFC 7030; libest takes nothing else. */
    LINES;

    private static final int LINE = 64;
    private static final byte[] LINE_END = {'\r', '\n'};

    /** The text, in ASCII. */
    byte[] encode(byte[] der) {
        return switch (this) {
            case FLAT -> Base64.getEncoder().encode(der);
            case LINES ->
                (Base64.getMimeEncoder(LINE, LINE_END).encodeToString(der) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        };
    }
}
