package io.privyseal.platform.web;

import java.util.Map;

/**
 * How a door that does not speak the REST contract answers what never reaches it: unknown addresses, methods that an
 * address does not have, bodies that are too large. Without one such answers have the contract's form.
 */
public interface FaultForm {
    /** Whether the address is the door's. */
    boolean covers(String path);

    /** The answer with this status. */
    Answer answer(int status, String detail);

    /** A whole answer: it is written before there is a response to add to, too. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        public Answer {
            headers = Map.copyOf(headers);
            body = body.clone();
        }

        @Override
        public byte[] body() {
            return body.clone();
        }
    }
}
