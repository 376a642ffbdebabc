package io.privyseal.acme;

import jakarta.ws.rs.core.Response;

/** Lets clients in browsers use the door (Fetch standard, CORS protocol): requests carry their own proof of who asks. */
final class AcmeCors {
    private AcmeCors() {}

    static Response.ResponseBuilder allow(Response.ResponseBuilder answer) {
        return answer.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", "Link, Location, Replay-Nonce, Retry-After");
    }

    static Response preflight() {
        return allow(Response.noContent())
                .header("Access-Control-Allow-Methods", "GET, HEAD, POST")
                .header("Access-Control-Allow-Headers", "Content-Type")
                .header("Access-Control-Max-Age", "86400")
                .build();
    }
}
