package io.privyseal.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint as it is remembered outside of the database, which must have it ever after.
 *
 * @param hash in hexadecimal
 */
public record KnownCheckpoint(long number, String hash) {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})[ :]([0-9a-f]{64})");

    /** Reads number and hash with a space or a colon between them. */
    public static Optional<KnownCheckpoint> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new KnownCheckpoint(Long.parseLong(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    static KnownCheckpoint of(CheckpointContent content) {
        return new KnownCheckpoint(content.number(), content.hash().hex());
    }

    /** What is wrong with the checkpoint that the database has under this number. */
    Optional<String> faultOf(Optional<SignedCheckpoint> stored) {
        if (stored.isEmpty()) {
            return Optional.of("checkpoint " + number + ", which is known to have been there, is missing");
        }
        return stored.get().content().hash().hex().equals(hash)
                ? Optional.empty()
                : Optional.of("checkpoint " + number + " is not the one that is known to have been there");
    }

    @Override
    public String toString() {
        return number + " " + hash;
    }
}
