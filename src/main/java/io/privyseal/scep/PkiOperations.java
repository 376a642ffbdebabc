package io.privyseal.scep;

import io.privyseal.authority.AuthorityId;
import io.privyseal.authority.SerialNumber;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.protocol.scep.CertRepWriter;
import io.privyseal.protocol.scep.FailInfo;
import io.privyseal.protocol.scep.MessageContents;
import io.privyseal.protocol.scep.MessageType;
import io.privyseal.protocol.scep.PkiMessage;
import io.privyseal.protocol.scep.ReplyTo;
import io.privyseal.protocol.scep.ScepException;
import io.privyseal.revocation.Crls;
import io.privyseal.scep.Enrolments.Asked;
import io.privyseal.scep.Enrolments.Result;
import io.privyseal.scep.Place.Counter;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.jboss.logging.Logger;

/** Answers PKI messages (RFC 8894 §3): every one that can be read gets a CertRep. */
@Singleton
class PkiOperations {
    private static final Logger LOG = Logger.getLogger(PkiOperations.class);
    private static final int LONGEST_SERIAL_BITS = 159;

    private final Signers signers;
    private final Enrolments enrolments;
    private final Certificates certificates;
    private final Crls crls;
    private final CertRepWriter writer;
    private final Duration signingTimeTolerance;
    private final Clock clock;

    PkiOperations(
            Signers signers,
            Enrolments enrolments,
            Certificates certificates,
            Crls crls,
            ScepConfig config,
            SecureRandom random,
            Clock clock) {
        this.signers = signers;
        this.enrolments = enrolments;
        this.certificates = certificates;
        this.crls = crls;
        this.writer = new CertRepWriter(random);
        this.signingTimeTolerance = config.signingTimeTolerance();
        this.clock = clock;
    }

    /**
     * The DER of a CertRep.
     *
     * @throws ScepException when the message cannot be read so far that a CertRep could refer to it
     * @throws RefusedException of the category {@link Refusal.Category#BUSY}, for which SCEP has no word
     */
    byte[] answer(Place place, byte[] bytes, InetAddress from) {
        PkiMessage message;
        try {
            message = PkiMessage.parse(bytes, place.algorithms());
        } catch (ScepException e) {
            ReplyTo reply = e.replyTo().orElseThrow(() -> e);
            return failure(place.first(), reply, e.failInfo(), e.detail());
        }
        try {
            return answer(place, message, from);
        } catch (ScepException e) {
            return failure(place.first(), message.replyTo(), e.failInfo(), e.detail());
        } catch (FailureException e) {
            return failure(place.first(), message.replyTo(), e.reason(), e.detail());
        } catch (RefusedException e) {
            if (e.reason().category() == Refusal.Category.BUSY) {
                throw e;
            }
            return failure(place.first(), message.replyTo(), ScepFailures.of(e.reason()), e.detail());
        }
    }

    private byte[] answer(Place place, PkiMessage message, InetAddress from) {
        requireTime(message);
        Signer signer = signers.identify(place.endpoint(), message.signer());
        if (message.type() == MessageType.RENEWAL_REQ && signer instanceof Signer.Unknown) {
            throw new FailureException(
                    FailInfo.BAD_REQUEST, "The certificate that signed the request is not known here.");
        }
        return switch (message.open(place.recipients(), signer.trust())) {
            case MessageContents.Enrolment enrolment ->
                answer(place, message, enrolments.enrol(new Asked(place, message, signer, enrolment, from)));
            // RFC 8894 §3.3.3: the names in it are redundant, and clients put the RA's where the CA's belongs.
            case MessageContents.CertPoll _ -> answer(place, message, enrolments.poll(place, message));
            case MessageContents.GetCert wanted -> certificate(place, message, signer, wanted);
            case MessageContents.GetCrl wanted -> crl(place, message, signer, wanted);
        };
    }

    private byte[] answer(Place place, PkiMessage message, Result result) {
        return switch (result) {
            case Result.Granted(Counter counter, byte[] certificate) -> {
                List<byte[]> granted = new ArrayList<>(List.of(certificate));
                if (place.endpoint().scep().chainInAnswers()) {
                    granted.addAll(counter.authority().issuerChain());
                }
                yield writer.success(message, granted, counter.authority());
            }
            case Result.Waiting(Counter counter) -> writer.pending(message.replyTo(), counter.authority());
        };
    }

    /** Only to holders of a certificate of the endpoint, and only those that were issued there, by former CAs too. */
    private byte[] certificate(Place place, PkiMessage message, Signer signer, MessageContents.GetCert wanted) {
        requireEnrolled(signer);
        Certificate certificate = find(place, wanted.issuer(), wanted.serialNumber());
        Counter counter = counter(place, wanted.issuer()).orElseGet(place::first);
        return writer.success(message, List.of(certificate.der()), counter.authority());
    }

    private byte[] crl(Place place, PkiMessage message, Signer signer, MessageContents.GetCrl wanted) {
        requireEnrolled(signer);
        Optional<Counter> present = counter(place, wanted.issuer());
        AuthorityId issuer = present.map(counter -> counter.authority().issuer().id())
                .orElseGet(() ->
                        find(place, wanted.issuer(), wanted.serialNumber()).authority());
        byte[] crl = crls.find(issuer).orElseThrow(PkiOperations::unknown).der();
        return writer.successWithCrl(
                message, crl, present.orElseGet(place::first).authority());
    }

    private static void requireEnrolled(Signer signer) {
        if (!(signer instanceof Signer.Enrolled)) {
            throw new FailureException(
                    FailInfo.BAD_REQUEST, "The certificate that signed the request is not known here.");
        }
    }

    /** Whose answer it is; for a CA that issues no longer, the endpoint's first counter speaks. */
    private static Optional<Counter> counter(Place place, byte[] issuer) {
        X500Name name = X500Name.getInstance(issuer);
        return place.counters().stream()
                .filter(counter -> counter.authority()
                        .issuer()
                        .requireCertificate()
                        .subject()
                        .equals(name))
                .findFirst();
    }

    private Certificate find(Place place, byte[] issuer, BigInteger serial) {
        if (serial.signum() <= 0 || serial.bitLength() > LONGEST_SERIAL_BITS) {
            throw unknown();
        }
        X500Name name = X500Name.getInstance(issuer);
        return certificates.listBySerial(place.endpoint().customer(), SerialNumber.of(serial)).stream()
                .filter(found -> found.request() != null)
                .filter(found -> Renewals.holder(found).getIssuer().equals(name))
                .filter(found -> signers.isOf(place.endpoint().id(), found))
                .findFirst()
                .orElseThrow(PkiOperations::unknown);
    }

    private void requireTime(PkiMessage message) {
        Instant now = clock.instant();
        if (message.signingTime()
                .filter(time -> Duration.between(time, now).abs().compareTo(signingTimeTolerance) > 0)
                .isPresent()) {
            throw new FailureException(FailInfo.BAD_TIME, "The signing time is too far from the server's time.");
        }
    }

    private byte[] failure(Counter counter, ReplyTo reply, FailInfo reason, String detail) {
        LOG.infof(
                "Refused SCEP transaction %s at endpoint %d: %s, %s",
                reply.transactionId(), counter.account().endpoint().value(), reason, detail);
        return writer.failure(reply, reason, detail, counter.authority());
    }

    private static FailureException unknown() {
        return new FailureException(FailInfo.BAD_CERT_ID, "There is no such certificate here.");
    }
}
