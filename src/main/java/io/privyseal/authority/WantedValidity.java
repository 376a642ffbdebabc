package io.privyseal.authority;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A validity that a requester chose within the term that the profile gives, in whole seconds, as certificates have them.
 *
 * @param notBefore null for the usual begin
 * @param notAfter null for the end of the term
 * @param asked when it was asked for: a begin that has passed since is kept
 */
public record WantedValidity(
        @Nullable Instant notBefore, @Nullable Instant notAfter, Instant asked) {
    /** Devices whose clocks are late must still find the certificate valid. */
    static final Duration BACKDATING = Duration.ofMinutes(5);

    public WantedValidity {
        notBefore = notBefore == null ? null : notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter == null ? null : notAfter.truncatedTo(ChronoUnit.SECONDS);
        asked = asked.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The validity period of a certificate that is sealed now; refuses what is outside the term. */
    CertificatePlan.Validity within(int termDays, Instant now) {
        Duration term = Duration.ofDays(termDays);
        Instant begin = notBefore == null ? now.minus(BACKDATING) : notBefore;
        if (begin.isBefore((notBefore == null ? now : asked).minus(BACKDATING))) {
            throw refused("The certificate cannot begin before it was asked for.");
        }
        if (begin.isAfter(now.plus(term))) {
            throw refused("The certificate cannot begin that far in the future; the term is " + termDays + " days.");
        }
        Instant termStart = notBefore == null ? now : notBefore;
        // RFC 5280 §4.1.2.5: both ends belong to the validity period.
        Instant latest = termStart.plus(term).minusSeconds(1);
        Instant end = notAfter == null ? latest : notAfter;
        if (end.isAfter(latest)) {
            throw refused("The certificate cannot be valid for longer than the term of " + termDays + " days.");
        }
        if (!end.isAfter(begin) || !end.isAfter(now)) {
            throw refused("The certificate would end before it begins to be of use.");
        }
        return new CertificatePlan.Validity(begin, end);
    }

    static RefusedException refused(String detail) {
        return new RefusedException(Refusal.TERM_NOT_IN_PROFILE, detail);
    }
}
