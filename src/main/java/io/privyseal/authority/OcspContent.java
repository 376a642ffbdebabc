package io.privyseal.authority;

import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ocsp.CertID;
import org.jspecify.annotations.Nullable;

/**
 * What an OCSP response says (RFC 6960 §4.2.1).
 *
 * @param thisUpdate when the statuses were known to be right; also the time of production
 * @param nextUpdate when newer information will be there at the latest
 * @param nonce the request's nonce (RFC 9654), to be repeated
 */
public record OcspContent(Instant thisUpdate, Instant nextUpdate, List<Answer> answers, byte @Nullable [] nonce) {
    public OcspContent {
        answers = List.copyOf(answers);
    }

    /** The status of one certificate, under the name by which the client asked for it. */
    public record Answer(CertID certificate, Status status) {}

    /** The three statuses of RFC 6960 §2.2. */
    public sealed interface Status permits Good, Revoked, Unknown {}

    /** Issued, and not revoked. */
    public record Good() implements Status {}

    /**
     * Revoked.
     *
     * @param reason RFC 5280 §5.3.1 code
     */
    public record Revoked(Instant when, int reason) implements Status {}

    /** Never issued. */
    public record Unknown() implements Status {}
}
