package io.privyseal.revocation;

import io.privyseal.authority.KeyId;
import io.privyseal.authority.OcspContent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Signatures over the status of one certificate, to be used again for a moment. What strangers ask for gets in here, so
 * memory is bounded by octets: answers of post-quantum keys are ten times as long as others. Safe for concurrent use.
 */
final class SignedAnswers {
    private static final int MOST_OCTETS = 8 * 1024 * 1024;

    // What an entry takes besides octets, by a generous estimate: objects of the key, the map and the answer.
    private static final int OVERHEAD = 1024;

    private final Duration reuse;
    private final LinkedHashMap<Key, OcspAnswer> answers = new LinkedHashMap<>();
    private long octets;

    private record Key(KeyId by, OcspContent.Answer content) {}

    /** @param reuse how long after its thisUpdate an answer is used again */
    SignedAnswers(Duration reuse) {
        this.reuse = reuse;
    }

    /** What the key has signed about the same status not long ago. */
    synchronized Optional<OcspAnswer> find(KeyId by, OcspContent.Answer content, Instant now) {
        return Optional.ofNullable(answers.get(new Key(by, content))).filter(answer -> isUsable(answer, now));
    }

    /** Remembers an answer in the place of others that are out of date or older. */
    synchronized void add(KeyId by, OcspContent.Answer content, OcspAnswer answer, Instant now) {
        Key key = new Key(by, content);
        OcspAnswer former = answers.remove(key);
        if (former != null) {
            octets -= size(former);
        }
        answers.put(key, answer);
        octets += size(answer);
        // In the order in which they were signed.
        Iterator<OcspAnswer> oldest = answers.values().iterator();
        while (oldest.hasNext()) {
            OcspAnswer candidate = oldest.next();
            if (octets <= MOST_OCTETS && isUsable(candidate, now)) {
                return;
            }
            oldest.remove();
            octets -= size(candidate);
        }
    }

    /** What all answers take, roughly. */
    synchronized long octets() {
        return octets;
    }

    private boolean isUsable(OcspAnswer answer, Instant now) {
        OcspAnswer.Freshness freshness = answer.freshness();
        return freshness != null
                && now.isBefore(freshness.thisUpdate().plus(reuse))
                && now.isBefore(freshness.nextUpdate());
    }

    // The key repeats what the client asked, which is part of the answer too.
    private static int size(OcspAnswer answer) {
        return 2 * answer.der().length + OVERHEAD;
    }
}
