package io.privyseal.scep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.authority.Authorities;
import io.privyseal.authority.CertificateAuthority;
import io.privyseal.endpoint.ChallengeWebhook;
import io.privyseal.platform.CustomerId;
import io.privyseal.scep.Challenges.Question;
import io.privyseal.validation.HttpsQuestions;
import io.privyseal.validation.TargetPolicy;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * Asks a customer's service whether a challenge is good. Only {@code {"allowed": true}} is a yes. The question is signed:
 * HMAC-SHA256, under the webhook's key, of the Unix time in seconds, a full stop and the body.
 */
@Singleton
class Webhooks {
    private static final Logger LOG = Logger.getLogger(Webhooks.class);
    private static final String MAC = "HmacSHA256";

    private final HttpsQuestions questions;
    private final Authorities authorities;
    private final ObjectMapper json;
    private final TargetPolicy targets;
    private final Clock clock;

    Webhooks(HttpsQuestions questions, Authorities authorities, ObjectMapper json, ScepConfig config, Clock clock) {
        this.questions = questions;
        this.authorities = authorities;
        this.json = json;
        this.targets = config.webhooksOnLoopback() ? TargetPolicy.OTHER_HOSTS_AND_LOOPBACK : TargetPolicy.OTHER_HOSTS;
        this.clock = clock;
    }

    /** Whether the service says yes, and nothing else than that. */
    boolean agrees(ChallengeWebhook webhook, Question question, String secret) {
        byte[] body = body(question, secret);
        String time = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> fields = Map.of(
                "Content-Type",
                "application/json",
                "Accept",
                "application/json",
                "X-Privyseal-Timestamp",
                time,
                "X-Privyseal-Signature",
                "sha256=" + signature(webhook, time, body));
        Optional<byte[]> answer = questions.post(
                webhook.url(), fields, body, roots(question.endpoint().customer()), targets, webhook.timeout());
        return answer.filter(this::isYes).isPresent();
    }

    private boolean isYes(byte[] answer) {
        try {
            JsonNode allowed = json.readTree(answer).path("allowed");
            return allowed.isBoolean() && allowed.booleanValue();
        } catch (IOException e) {
            LOG.infof("The answer of a SCEP challenge webhook is no JSON");
            return false;
        }
    }

    private byte[] body(Question question, String secret) {
        ObjectNode body = json.createObjectNode();
        body.put("endpoint", question.endpoint().uriExtension());
        body.put("transactionId", question.transactionId());
        body.put("challenge", secret);
        body.put("csr", Base64.getEncoder().encodeToString(question.csr().der()));
        body.put("from", question.from().getHostAddress());
        try {
            return json.writeValueAsBytes(body);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write a question to a webhook", e);
        }
    }

    private static String signature(ChallengeWebhook webhook, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(webhook.key().value(), MAC));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    /** The customer's own roots: its services have certificates of them. */
    private List<X509Certificate> roots(CustomerId customer) {
        List<X509Certificate> roots = new ArrayList<>();
        for (CertificateAuthority authority : authorities.list(customer)) {
            if (authority.kind() == CertificateAuthority.Kind.ROOT && authority.certificate() != null) {
                roots.add(parse(authority.requireCertificate().der()));
            }
        }
        return roots;
    }

    private static X509Certificate parse(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A CA certificate on record cannot be read", e);
        }
    }
}
