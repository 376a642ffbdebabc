package io.privyseal.audit;

import io.privyseal.platform.Home;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The last checkpoint that this server has signed or seen, in memory and in the state directory: whoever can write to the
 * database alone cannot cut the trail's end with its checkpoints, nor have a forged end signed.
 *
 * <p>Nodes that share a database have a head each. Another node may be ahead; the database may not be behind.
 */
@Singleton
public final class AuditHead {
    /** Number and hash, as {@link KnownCheckpoint#parse} reads them. */
    public static final String FILE = "audit-head";

    private static final Logger LOG = Logger.getLogger(AuditHead.class);

    private final Home home;
    private @Nullable KnownCheckpoint remembered;

    AuditHead(Home home) {
        this.home = home;
    }

    /** Why the database is not the one that this server has written to; empty when it is, or nothing is known. */
    synchronized Optional<String> faultOf(Connection connection) throws SQLException {
        Optional<KnownCheckpoint> expected;
        try {
            expected = remembered == null ? written() : Optional.of(remembered);
        } catch (RefusedException _) {
            return Optional.of("there is no number and hash in the file");
        }
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        remembered = expected.get();
        return remembered.faultOf(SignedCheckpoint.numbered(connection, remembered.number()));
    }

    /**
     * What is written down in the state directory.
     *
     * @throws RefusedException {@link Refusal#INVALID_FIELD} when the file has something else
     */
    public Optional<KnownCheckpoint> written() {
        return home.read(FILE)
                .map(bytes -> KnownCheckpoint.parse(new String(bytes, StandardCharsets.US_ASCII))
                        .orElseThrow(() -> new RefusedException(
                                Refusal.INVALID_FIELD,
                                "There is no checkpoint's number and hash in " + place() + ".")));
    }

    /** Goes on to a checkpoint that is durable in the database; never back. */
    synchronized void advance(KnownCheckpoint checkpoint) {
        KnownCheckpoint before = remembered;
        if (before != null && before.number() >= checkpoint.number()) {
            return;
        }
        remembered = checkpoint;
        try {
            home.writePublic(FILE, (checkpoint + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (UncheckedIOException e) {
            // An older head in the file is still a true one.
            LOG.error("The last audit checkpoint cannot be written down", e);
        }
    }

    /** Where the head is written down, for an administrator. */
    String place() {
        return home.resolve(FILE).toString();
    }
}
