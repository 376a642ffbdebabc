package io.privyseal.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a checkpoint vouches for: the heads of all lanes at one moment, and the checkpoint before.
 *
 * <p>Only this package makes one, and its text begins with a tag: nothing else can be brought under the checkpoint
 * key's signature, and no checkpoint can pass for a to-be-signed certificate, which begins with a DER SEQUENCE.
 */
public final class CheckpointContent {
    private static final String TAG = "privyseal audit checkpoint 1\n";

    private final long number;
    private final ChainHash previous;
    private final Instant createdAt;
    private final String keyId;
    private final String heads;

    CheckpointContent(long number, ChainHash previous, Instant createdAt, String keyId, String heads) {
        this.number = number;
        this.previous = previous;
        this.createdAt = createdAt;
        this.keyId = keyId;
        this.heads = heads;
    }

    /** The bytes to sign: lines of text, so that any signature tool can check a checkpoint. */
    public byte[] message() {
        String text = TAG + "number " + number + "\nprevious " + previous.hex() + "\ncreated " + createdAt + "\nkey "
                + keyId + "\n" + heads + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the next checkpoint names as its predecessor. */
    ChainHash hash() {
        return ChainHash.over(message());
    }

    long number() {
        return number;
    }

    ChainHash previous() {
        return previous;
    }

    Instant createdAt() {
        return createdAt;
    }

    String keyId() {
        return keyId;
    }

    String heads() {
        return heads;
    }

    static String headsOf(List<LaneHead> lanes) {
        StringBuilder text = new StringBuilder(lanes.size() * 90);
        for (LaneHead lane : lanes) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(lane.line());
        }
        return text.toString();
    }

    /**
     * The heads that the text names.
     *
     * @throws IllegalArgumentException when the text is not as {@link #headsOf} writes it
     */
    List<LaneHead> parsedHeads() {
        List<LaneHead> lanes = new ArrayList<>();
        for (String line : heads.lines().toList()) {
            int first = line.indexOf(':');
            int second = line.indexOf(':', first + 1);
            if (first < 0 || second < 0) {
                throw new IllegalArgumentException("no lane head: " + line);
            }
            lanes.add(new LaneHead(
                    Long.parseLong(line.substring(0, first)),
                    Long.parseLong(line.substring(first + 1, second)),
                    ChainHash.fromHex(line.substring(second + 1))));
        }
        return lanes;
    }
}
