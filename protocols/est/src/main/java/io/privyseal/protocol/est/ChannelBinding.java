package io.privyseal.protocol.est;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What a request proves that names this value: that its sender holds the key and is the client of this connection. */
public final class ChannelBinding {
    /** Label of the exporter of RFC 9266 §2, without a NUL. */
    public static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";

    /** How many octets are exported (RFC 9266 §2). */
    public static final int EXPORTER_LENGTH = 32;

    private final byte[] value;

    /**
     * @param value {@code tls-unique} (RFC 5929 §3) up to TLS 1.2, {@code tls-exporter} (RFC 9266 §2) from 1.3 on
     */
    public ChannelBinding(byte[] value) {
        this.value = value.clone();
    }

    /**
     * Refuses challenge passwords that are not this value in base64 (RFC 7030 §3.5), of which there must be one. Takes as
     * long for a wrong value as for the right one.
     *
     * @throws EstException with {@link EstFailure#NOT_BOUND}
     */
    public void requireIn(List<String> challengePasswords) {
        byte[] expected = Base64.getEncoder().encode(value);
        boolean matches = challengePasswords.size() == 1
                && MessageDigest.isEqual(expected, challengePasswords.getFirst().getBytes(StandardCharsets.UTF_8));
        Arrays.fill(expected, (byte) 0);
        if (!matches) {
            throw new EstException(
                    EstFailure.NOT_BOUND,
                    "The challenge password of the CSR is not the channel binding of this TLS connection (RFC 7030"
                            + " section 3.5).");
        }
    }
}
