package io.privyseal.acme;

import io.privyseal.platform.web.FaultForm;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Map;

/** Problem documents (RFC 8555 §6.7) for requests that are refused before {@link AcmeDoor} sees them. */
@Singleton
class AcmeFaults implements FaultForm {
    private static final String ROOT = "/acme/";
    private static final int SERVERS_FAULT = 500;

    private final Nonces nonces;

    AcmeFaults(Nonces nonces) {
        this.nonces = nonces;
    }

    @Override
    public boolean covers(String path) {
        return path.startsWith(ROOT);
    }

    @Override
    public Answer answer(int status, String detail) {
        ProblemType type = status < SERVERS_FAULT ? ProblemType.MALFORMED : ProblemType.SERVER_INTERNAL;
        Map<String, String> headers = new HashMap<>(AcmeCors.ANSWERS);
        headers.put(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        // RFC 8555 §6.5: with errors too, so that a client can go on at once.
        headers.put(AcmeDoor.NONCE, nonces.next());
        return new Answer(
                status, headers, Problem.of(type, detail).withStatus(status).toJson());
    }
}
