package io.privyseal.est;

import io.privyseal.endpoint.EndpointDoor;
import io.privyseal.endpoint.EndpointLookup;
import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.endpoint.EstSettings;
import io.privyseal.est.EstRequests.Result;
import io.privyseal.platform.Incidents;
import io.privyseal.platform.Outages;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.configuration.ConfigurationVersion;
import io.privyseal.platform.proxy.ClientAddress;
import io.privyseal.platform.tls.ServerCertificate;
import io.privyseal.platform.tls.TlsExporter;
import io.privyseal.protocol.est.Base64Layout;
import io.privyseal.protocol.est.ChannelBinding;
import io.privyseal.protocol.est.CmcFailInfo;
import io.privyseal.protocol.est.ContentType;
import io.privyseal.protocol.est.EncryptedServerKey;
import io.privyseal.protocol.est.EstAnswer;
import io.privyseal.protocol.est.EstException;
import io.privyseal.protocol.est.EstFailure;
import io.privyseal.protocol.est.EstPath;
import io.privyseal.protocol.est.FullPkiRequest;
import io.privyseal.protocol.est.FullPkiResponse;
import io.privyseal.protocol.est.ServerCredential;
import io.privyseal.protocol.est.SimplePkiRequest;
import io.privyseal.protocol.est.SimplePkiRequest.DecryptionKey;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whom a request is for and from, and its answer (RFC 7030). */
@Singleton
class EstDoor {
    private static final Logger LOG = Logger.getLogger(EstDoor.class);

    /** strongSwan's client waits no longer than it is told, and no shorter. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** How libest names itself; it takes base64 in lines only. */
    private static final String LIBEST = "Cisco EST client";

    private final ConfigurationVersion configuration;
    private final EndpointLookup endpoints;
    private final ClientAuthenticator authenticator;
    private final CaCertificates caCertificates;
    private final CsrWishes wishes;
    private final EstRequests requests;
    private final RegistrationAuthorities registrationAuthorities;
    private final ServerMadeKeys keys;
    private final ServerCertificate serverCertificate;
    private final SecureRandom random;
    private final Clock clock;
    private final Incidents incidents;
    private final RoutingContext context;

    EstDoor(
            ConfigurationVersion configuration,
            EndpointLookup endpoints,
            ClientAuthenticator authenticator,
            CaCertificates caCertificates,
            CsrWishes wishes,
            EstRequests requests,
            RegistrationAuthorities registrationAuthorities,
            ServerMadeKeys keys,
            ServerCertificate serverCertificate,
            SecureRandom random,
            Clock clock,
            Incidents incidents,
            RoutingContext context) {
        this.configuration = configuration;
        this.endpoints = endpoints;
        this.authenticator = authenticator;
        this.caCertificates = caCertificates;
        this.wishes = wishes;
        this.requests = requests;
        this.registrationAuthorities = registrationAuthorities;
        this.keys = keys;
        this.serverCertificate = serverCertificate;
        this.random = random;
        this.clock = clock;
        this.incidents = incidents;
        this.context = context;
    }

    Response answer(byte @Nullable [] body) {
        return response(configuration.view(() -> outcome(body)));
    }

    private EstAnswer outcome(byte @Nullable [] body) {
        try {
            return serve(body == null ? new byte[0] : body);
        } catch (EstException e) {
            return EstAnswer.of(e);
        } catch (RefusedException e) {
            return EstFailures.answer(e);
        } catch (RuntimeException e) {
            return unexpected(e);
        }
    }

    private EstAnswer unexpected(RuntimeException fault) {
        if (Outages.isOutage(fault)) {
            LOG.warnf("Database unavailable: %s", fault);
            return EstFailures.unavailable();
        }
        return EstAnswer.text(500, incidents.report(LOG, fault));
    }

    /** Whole, so that head and body leave together with their length: strongSwan reads twice and no more. */
    private static Response response(EstAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        answer.headers().forEach(response::header);
        response.header(HttpHeaders.CACHE_CONTROL, "no-store");
        return answer.status() == 204
                ? response.build()
                : response.entity(answer.body()).build();
    }

    private EstAnswer serve(byte[] body) {
        HttpServerRequest request = context.request();
        EstPath path = EstPath.parse(Objects.requireNonNullElse(request.path(), ""));
        String method = path.operation().method();
        if (!request.method().name().equals(method)
                && !(isRead(method) && request.method().equals(HttpMethod.HEAD))) {
            return EstAnswer.text(405, "This operation is called by " + method + ".")
                    .with("Allow", method);
        }
        EnrollmentEndpoint endpoint = endpoint(path.label());
        Base64Layout layout = layout(endpoint.est());
        return switch (path.operation()) {
            case CA_CERTIFICATES -> caCertificates(endpoint, layout);
            case CSR_ATTRIBUTES ->
                wishes.of(endpoint, authenticator.recognize(endpoint))
                        .map(attributes -> EstAnswer.csrAttributes(attributes, layout))
                        .orElseGet(EstAnswer::noCsrAttributes);
            case SIMPLE_ENROLL -> {
                EstClient client = authenticator.authenticate(endpoint);
                yield answer(requests.enroll(client, simple(client, body)), layout);
            }
            case SIMPLE_REENROLL -> {
                EstClient client = authenticator.authenticate(endpoint);
                yield answer(requests.reenroll(client, simple(client, body)), layout);
            }
            case SERVER_KEY_GENERATION -> serverKey(endpoint, body, layout);
            case FULL_CMC -> fullCmc(endpoint, body, layout);
        };
    }

    private static boolean isRead(String method) {
        return method.equals("GET");
    }

    private EnrollmentEndpoint endpoint(@Nullable String label) {
        // RFC 7030 §3.2.2: a label that is not known must never lead to another CA.
        EnrollmentEndpoint endpoint = (label == null
                        ? endpoints.findDefault(EndpointDoor.EST)
                        : endpoints.find(label, EndpointDoor.EST))
                .orElseThrow(() -> new EstException(EstFailure.UNKNOWN_ADDRESS, "There is no such EST endpoint."));
        if (!endpoint.est().admits(ClientAddress.of(context))) {
            throw new RefusedException(Refusal.NOT_PERMITTED, "This endpoint does not serve clients at your address.");
        }
        return endpoint;
    }

    private Base64Layout layout(EstSettings settings) {
        String agent = context.request().getHeader(HttpHeaders.USER_AGENT);
        boolean isLibest = agent != null && agent.startsWith(LIBEST);
        return settings.wrapsBase64() || isLibest ? Base64Layout.LINES : Base64Layout.FLAT;
    }

    private EstAnswer caCertificates(EnrollmentEndpoint endpoint, Base64Layout layout) {
        List<X509Certificate> certificates = caCertificates.of(endpoint);
        return certificates.isEmpty()
                ? EstAnswer.text(404, "No CA issues at this endpoint yet: it has no accounts.")
                : EstAnswer.caCertificates(certificates, layout);
    }

    private static EstAnswer answer(Result result, Base64Layout layout) {
        return switch (result) {
            case Result.Issued(X509Certificate certificate) -> EstAnswer.issued(certificate, layout);
            case Result.Waiting _ -> EstAnswer.waiting(RETRY_AFTER);
        };
    }

    private ContentType contentType() {
        String header = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (header == null) {
            throw new EstException(EstFailure.WRONG_MEDIA_TYPE, "The request has no Content-Type.");
        }
        return ContentType.parse(header);
    }

    private SimplePkiRequest simple(EstClient client, byte[] body) {
        contentType().require(ContentType.PKCS10);
        SimplePkiRequest csr = SimplePkiRequest.parse(body);
        requireBound(client, csr);
        return csr;
    }

    /** RFC 7030 §3.5: what is there must be right, whether it has to be there or not; §3.7 exempts those who speak for others. */
    private void requireBound(EstClient client, SimplePkiRequest csr) {
        if (client.isRegistrationAuthority()) {
            return;
        }
        if (csr.challengePasswords().isEmpty()) {
            if (client.endpoint().est().channelBinding() == EstSettings.ChannelBinding.REQUIRED) {
                throw new EstException(
                        EstFailure.NOT_BOUND,
                        "The challenge password of the CSR must be the channel binding of this TLS connection: base64 of"
                                + " tls-exporter (RFC 9266).");
            }
            return;
        }
        byte[] value = TlsExporter.export(context, ChannelBinding.EXPORTER_LABEL, ChannelBinding.EXPORTER_LENGTH)
                .orElseThrow(() -> new EstException(
                        EstFailure.NOT_BOUND,
                        "The CSR has a challenge password, and this connection has no channel binding to verify it with:"
                                + " connect by TLS 1.3 and without a proxy, or leave it out."));
        new ChannelBinding(value).requireIn(csr.challengePasswords());
    }

    private EstAnswer serverKey(EnrollmentEndpoint endpoint, byte[] body, Base64Layout layout) {
        if (!endpoint.est().serverKeygen()) {
            return EstAnswer.text(404, "This endpoint makes no keys for clients.");
        }
        EstClient client = authenticator.authenticate(endpoint);
        SimplePkiRequest asked = simple(client, body);
        Optional<DecryptionKey> decryptionKey = asked.decryptionKey();
        decryptionKey.ifPresent(key -> EncryptedServerKey.requirePossible(key, client.shown()));
        KeyPair pair = keys.make(asked, requests.rules(client));
        X509Certificate certificate = requests.enrollOwnKey(client, asked.withKey(pair, random));
        byte[] privateKey = pair.getPrivate().getEncoded();
        try {
            return decryptionKey
                    .map(key -> EstAnswer.encryptedServerKey(
                            EncryptedServerKey.to(key, client.shown(), privateKey, credential(), random),
                            certificate,
                            layout))
                    .orElseGet(() -> EstAnswer.serverKey(privateKey, certificate, layout));
        } finally {
            Arrays.fill(privateKey, (byte) 0);
        }
    }

    private EstAnswer fullCmc(EnrollmentEndpoint endpoint, byte[] body, Base64Layout layout) {
        if (!endpoint.est().fullCmc()) {
            return EstAnswer.text(404, "This endpoint does not serve full CMC.");
        }
        EstClient client = authenticator.authenticate(endpoint);
        ContentType type = contentType();
        // RFC 5272 §3.1: a CSR alone is a PKI Request too.
        if (type.name().equals(ContentType.PKCS10)) {
            return answer(requests.enroll(client, simple(client, body)), layout);
        }
        type.require(ContentType.PKCS7_MIME);
        FullPkiRequest request = null;
        try {
            request = FullPkiRequest.parse(body);
            registrationAuthorities.require(client, request);
            return answer(request, requests.enroll(client, request.request()), layout);
        } catch (EstException e) {
            return failure(e.failure().httpStatus(), request, e.failure().cmcFailInfo(), e.detail(), layout);
        } catch (RefusedException e) {
            int status = EstFailures.status(e.reason());
            return failure(status, request, EstFailures.failInfo(e.reason()), e.detail(), layout);
        }
    }

    private EstAnswer answer(FullPkiRequest request, Result result, Base64Layout layout) {
        return switch (result) {
            case Result.Issued(X509Certificate certificate) ->
                EstAnswer.fullPkiResponse(
                        200, FullPkiResponse.issued(request, certificate, credential(), random), layout);
            case Result.Waiting(long id) ->
                EstAnswer.fullPkiResponse(
                                202,
                                FullPkiResponse.pending(
                                        request,
                                        ByteBuffer.allocate(Long.BYTES)
                                                .putLong(id)
                                                .array(),
                                        clock.instant().plus(RETRY_AFTER),
                                        credential(),
                                        random),
                                layout)
                        .with("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
        };
    }

    /** RFC 7030 §4.3.2: with a CMC response in it. */
    private EstAnswer failure(
            int status, @Nullable FullPkiRequest request, CmcFailInfo why, String detail, Base64Layout layout) {
        return EstAnswer.fullPkiResponse(
                status, FullPkiResponse.failed(request, why, detail, credential(), random), layout);
    }

    /** By the key that the client has just seen in its handshake. */
    private ServerCredential credential() {
        ServerCertificate.Credential current = serverCertificate.current();
        if (current == null) {
            throw new IllegalStateException("The server has no TLS certificate");
        }
        return new ServerCredential(current.key(), current.chain());
    }
}
