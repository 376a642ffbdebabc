package io.privyseal.revocation;

import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.authority.KeyId;
import io.privyseal.authority.OcspContent;
import io.privyseal.authority.OcspResponder;
import io.privyseal.authority.OcspSigner;
import io.privyseal.authority.SerialNumber;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers OCSP requests (RFC 6960, RFC 5019, RFC 9654); statuses are read from the database for every answer. */
@Singleton
public class Ocsp {
    private static final Logger LOG = Logger.getLogger(Ocsp.class);

    /** The longest request that is read; what is longer is malformed. */
    public static final int LONGEST_REQUEST = OcspQuestion.LONGEST;

    private static final Duration VALIDITY = Duration.ofHours(1);

    // Statuses are read anew each time; only a signature over the same statuses is used again, so that ETags hold
    // still.
    private static final Duration REUSE = Duration.ofSeconds(10);

    /** RFC 5280 §4.1.2.2. */
    private static final int LONGEST_SERIAL_BITS = 20 * 8;

    private final Issuers issuers;
    private final Certificates certificates;
    private final RevocationRepository revocations;
    private final ResponderCertificates responders;
    private final OcspSigner signer;
    private final Clock clock;
    private final MeterRegistry meters;
    private final SignedAnswers signed = new SignedAnswers(REUSE);

    Ocsp(
            Issuers issuers,
            Certificates certificates,
            RevocationRepository revocations,
            ResponderCertificates responders,
            OcspSigner signer,
            Clock clock,
            MeterRegistry meters) {
        this.issuers = issuers;
        this.certificates = certificates;
        this.revocations = revocations;
        this.responders = responders;
        this.signer = signer;
        this.clock = clock;
        this.meters = meters;
    }

    /** Answers a request that names its CA by hashes only. Never throws for what a client sends. */
    public OcspAnswer answer(byte[] request) {
        return answer(null, request);
    }

    /**
     * Answers a request about certificates of one CA. Never throws for what a client sends.
     *
     * @param expected the CA of the request's path; certificates of others are foreign there
     */
    public OcspAnswer answer(@Nullable AuthorityId expected, byte[] request) {
        Optional<OcspQuestion> question = OcspQuestion.parse(request);
        if (question.isEmpty()) {
            return error(OCSPResponseStatus.MALFORMED_REQUEST, "malformed");
        }
        try {
            return answer(expected, question.get());
        } catch (RuntimeException e) {
            LOG.error("Cannot answer an OCSP request", e);
            return error(OCSPResponseStatus.TRY_LATER, "try_later");
        }
    }

    /** The answer to what is not a request at all. */
    public OcspAnswer malformed() {
        return error(OCSPResponseStatus.MALFORMED_REQUEST, "malformed");
    }

    private OcspAnswer answer(@Nullable AuthorityId expected, OcspQuestion question) {
        Optional<CertificateAuthority> issuer = issuers.find(expected, question.certificates());
        // RFC 5019 §2.2.3: what a responder knows nothing about, it is not authorized to answer.
        if (issuer.isEmpty()) {
            return error(OCSPResponseStatus.UNAUTHORIZED, "unauthorized");
        }
        List<OcspContent.Answer> answers = QuarkusTransaction.joiningExisting()
                .call(() -> statuses(issuer.get().id(), question.certificates()));
        answers.forEach(answer -> count(word(answer.status())));
        return sign(issuer.get(), answers, question.nonce());
    }

    private List<OcspContent.Answer> statuses(AuthorityId issuer, List<CertID> asked) {
        List<OcspContent.Answer> answers = new ArrayList<>(asked.size());
        for (CertID certificate : asked) {
            answers.add(new OcspContent.Answer(
                    certificate, status(issuer, certificate.getSerialNumber().getValue())));
        }
        return answers;
    }

    private OcspContent.Status status(AuthorityId issuer, BigInteger number) {
        if (number.signum() < 0 || number.bitLength() > LONGEST_SERIAL_BITS) {
            return new OcspContent.Unknown();
        }
        SerialNumber serial = SerialNumber.of(number);
        Certificate certificate = certificates.findBySerial(issuer, serial).orElse(null);
        if (certificate != null && certificate.state() == Certificate.State.VALID) {
            return new OcspContent.Good();
        }
        // Also for serials that were spent without a certificate on record.
        return revocations
                .find(issuer, serial)
                .<OcspContent.Status>map(revocation -> new OcspContent.Revoked(
                        revocation.revokedAt(), revocation.reason().code()))
                .orElseGet(OcspContent.Unknown::new);
    }

    private OcspAnswer sign(CertificateAuthority issuer, List<OcspContent.Answer> answers, byte @Nullable [] nonce) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        OcspResponder responder = responder(issuer, now);
        if (nonce != null) {
            return new OcspAnswer(sign(issuer, responder, content(responder, answers, nonce, now)), null);
        }
        // RFC 5019 §2.1.1: clients that share answers ask for one certificate; of several there are endless lists.
        if (answers.size() > 1) {
            return cacheable(issuer, responder, answers, now);
        }
        KeyId key = responder == null ? issuer.key() : responder.key();
        return signed.find(key, answers.getFirst(), now).orElseGet(() -> {
            OcspAnswer answer = cacheable(issuer, responder, answers, now);
            signed.add(key, answers.getFirst(), answer, now);
            return answer;
        });
    }

    private OcspAnswer cacheable(
            CertificateAuthority issuer,
            @Nullable OcspResponder responder,
            List<OcspContent.Answer> answers,
            Instant now) {
        OcspContent content = content(responder, answers, null, now);
        return new OcspAnswer(
                sign(issuer, responder, content), new OcspAnswer.Freshness(content.thisUpdate(), content.nextUpdate()));
    }

    private static OcspContent content(
            @Nullable OcspResponder responder, List<OcspContent.Answer> answers, byte @Nullable [] nonce, Instant now) {
        Instant nextUpdate = now.plus(VALIDITY);
        // Nobody could verify the answer once the responder's certificate has ended.
        if (responder != null) {
            Instant end = responder.certificate().getNotAfter().toInstant();
            nextUpdate = end.isBefore(nextUpdate) ? end : nextUpdate;
        }
        return new OcspContent(now, nextUpdate, answers, nonce);
    }

    private byte[] sign(CertificateAuthority issuer, @Nullable OcspResponder responder, OcspContent content) {
        return responder == null ? signer.sign(issuer, content) : signer.sign(issuer, responder, content);
    }

    // Roots issue no end-entity certificates, so a root answers by its own key.
    private @Nullable OcspResponder responder(CertificateAuthority issuer, Instant now) {
        if (issuer.kind() == CertificateAuthority.Kind.ROOT) {
            return null;
        }
        return responders
                .find(issuer)
                .filter(responder ->
                        now.isBefore(responder.certificate().getNotAfter().toInstant()))
                .orElse(null);
    }

    private OcspAnswer error(int status, String word) {
        count(word);
        try {
            return new OcspAnswer(
                    new OCSPResponse(new OCSPResponseStatus(status), null).getEncoded(ASN1Encoding.DER), null);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode an OCSP error", e);
        }
    }

    private void count(String status) {
        meters.counter("privyseal.ocsp.answers", "status", status).increment();
    }

    private static String word(OcspContent.Status status) {
        return switch (status) {
            case OcspContent.Good _ -> "good";
            case OcspContent.Revoked _ -> "revoked";
            case OcspContent.Unknown _ -> "unknown";
        };
    }
}
