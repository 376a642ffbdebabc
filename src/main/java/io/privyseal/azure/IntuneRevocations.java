package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.privyseal.audit.Actor;
import io.privyseal.authority.CertificatePlan.Purpose;
import io.privyseal.authority.SerialNumber;
import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.RevocationAnswer.Outcome;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.Certificates;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.revocation.RevocationReason;
import io.privyseal.revocation.Revocations;
import jakarta.inject.Singleton;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.jboss.logging.Logger;

/**
 * Revokes what a tenant's Intune wants revoked, and tells it what came of it: of every request, because one without an
 * answer comes again. Only certificates that were issued on this account's word are touched.
 */
@Singleton
class IntuneRevocations {
    private static final Logger LOG = Logger.getLogger(IntuneRevocations.class);
    private static final Actor ACTOR = Actor.system("intune");
    private static final int AT_ONCE = 100;

    /** So that one job does not go on for ever when answers are not taken. */
    private static final int MOST_ROUNDS = 20;

    /** By this the record says that Intune asked, so that a request whose answer got lost is not a conflict. */
    private static final String WORDS = "Intune asked for the revocation.";

    private static final String SERVER = "Intune";

    private final CredentialSource accounts;
    private final IntuneService service;
    private final IntuneCertificates issued;
    private final Certificates certificates;
    private final Revocations revocations;
    private final MeterRegistry meters;

    IntuneRevocations(
            CredentialSource accounts,
            IntuneService service,
            IntuneCertificates issued,
            Certificates certificates,
            Revocations revocations,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.service = service;
        this.issued = issued;
        this.certificates = certificates;
        this.revocations = revocations;
        this.meters = meters;
    }

    /**
     * Answers all that a tenant asks for now.
     *
     * @return how many requests were answered
     * @throws AzureFault when Microsoft cannot be asked, or does not take the answers
     */
    int answerAll(CustomerId customer, AzureAccountId account) {
        Credentials credentials = accounts.find(customer, account).orElse(null);
        if (credentials == null) {
            return 0;
        }
        int answered = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            JsonNode requests = download(credentials);
            if (requests.isEmpty()) {
                break;
            }
            ArrayNode results = Json.object().putArray("results");
            for (JsonNode request : requests) {
                // Without its context, nobody can say to Intune which one is meant.
                Json.text(request, "requestContext")
                        .ifPresent(context -> results.add(result(context, answer(customer, account, request))));
            }
            if (!results.isEmpty()) {
                upload(credentials, results);
                answered += results.size();
            }
            if (results.size() < AT_ONCE) {
                break;
            }
        }
        return answered;
    }

    private JsonNode download(Credentials credentials) {
        ObjectNode parameters = Json.object().put("maxRequests", AT_ONCE).putNull("issuerName");
        JsonNode answer = service.call(
                        credentials,
                        IntuneAction.DOWNLOAD_REVOCATIONS,
                        Json.object().set("downloadParameters", parameters))
                .body();
        return Json.requireList(answer, "value", SERVER);
    }

    private void upload(Credentials credentials, ArrayNode results) {
        JsonNode answer = service.call(
                        credentials,
                        IntuneAction.UPLOAD_REVOCATIONS,
                        Json.object().set("results", results))
                .body();
        JsonNode taken = answer.path("value");
        if (!taken.isBoolean() || !taken.booleanValue()) {
            throw new AzureFault(Kind.NONSENSE, "Intune does not take the results of its revocation requests");
        }
    }

    private static ObjectNode result(String context, RevocationAnswer answer) {
        return Json.object()
                .put("requestContext", context)
                .put("succeeded", answer.succeeded())
                // A number in a string, as Microsoft's Java client has it.
                .put("errorCode", Integer.toString(answer.outcome().code()))
                .put("errorMessage", answer.message());
    }

    private RevocationAnswer answer(CustomerId customer, AzureAccountId account, JsonNode request) {
        String serial = Json.text(request, "serialNumber").orElse("");
        String issuer = Json.text(request, "issuerName").orElse("");
        RevocationAnswer answer;
        try {
            answer = SerialNumber.parse(serial)
                    .map(number -> revoke(customer, account, number, issuer))
                    .orElseGet(() -> new RevocationAnswer(Outcome.UNREADABLE, "The serial number is not hexadecimal."));
        } catch (RuntimeException e) {
            // The others must have their answers.
            LOG.errorf(e, "Cannot revoke what Intune wants revoked, account=%d", account.value());
            answer = new RevocationAnswer(Outcome.FAILED_FOR_NOW, "The certificate cannot be revoked now.");
        }
        meters.counter(
                        "privyseal.intune.revocations",
                        "outcome",
                        answer.outcome().name())
                .increment();
        LOG.infof(
                "intune action=revoke account=%d serial=%s outcome=%s",
                account.value(), ForeignText.clean(serial, 80), answer.outcome());
        return answer;
    }

    private RevocationAnswer revoke(CustomerId customer, AzureAccountId account, SerialNumber serial, String issuer) {
        List<Certificate> matching = certificates.listBySerial(customer, serial).stream()
                .filter(found -> found.purpose() == Purpose.END_ENTITY)
                .filter(found -> isIssuedBy(found, issuer))
                .filter(found -> issued.has(customer, account, found.id()))
                .toList();
        if (matching.size() != 1) {
            return new RevocationAnswer(
                    Outcome.UNKNOWN_CERTIFICATE,
                    matching.isEmpty()
                            ? "No such certificate was issued for this account."
                            : "Several certificates have this serial number: the issuer's name is needed.");
        }
        Certificate certificate = matching.getFirst();
        try {
            revocations.revoke(customer, certificate.id(), RevocationReason.UNSPECIFIED, WORDS, null, ACTOR);
            return RevocationAnswer.done();
        } catch (RefusedException refused) {
            if (refused.reason() != Refusal.ALREADY_REVOKED) {
                return new RevocationAnswer(Outcome.FAILED_FOR_GOOD, refused.detail());
            }
            return wasRevokedForIntune(customer, certificate)
                    ? RevocationAnswer.done()
                    : new RevocationAnswer(Outcome.CONFLICT, refused.detail());
        }
    }

    private boolean wasRevokedForIntune(CustomerId customer, Certificate certificate) {
        return revocations
                .find(customer, certificate.authority(), certificate.serial())
                .filter(found -> found.message().equals(WORDS))
                .isPresent();
    }

    /** What Intune has as the name is what we once told it, but may have been through a directory since. */
    private static boolean isIssuedBy(Certificate certificate, String issuer) {
        if (issuer.isBlank() || issuer.equals(certificate.issuer())) {
            return true;
        }
        try {
            return new X500Name(issuer).equals(new X500Name(certificate.issuer()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
