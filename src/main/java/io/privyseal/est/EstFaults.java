package io.privyseal.est;

import io.privyseal.platform.web.FaultForm;
import io.privyseal.protocol.est.EstAnswer;
import jakarta.inject.Singleton;

/** Plain sentences (RFC 7030 §4.2.3) for requests that are refused before {@link EstDoor} sees them. */
@Singleton
class EstFaults implements FaultForm {
    private static final String ROOT = "/.well-known/est/";

    @Override
    public boolean covers(String path) {
        return path.startsWith(ROOT);
    }

    @Override
    public Answer answer(int status, String detail) {
        EstAnswer answer = EstAnswer.text(status, detail);
        return new Answer(answer.status(), answer.headers(), answer.body());
    }
}
