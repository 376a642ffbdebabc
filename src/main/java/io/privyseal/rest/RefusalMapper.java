package io.privyseal.rest;

import io.privyseal.platform.RefusedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns refusals into the contract's error form. */
@Singleton
public class RefusalMapper {
    private final DoorAnswers answers;

    RefusalMapper(DoorAnswers answers) {
        this.answers = answers;
    }

    @ServerExceptionMapper
    Response refused(RefusedException refused) {
        return answers.of(refused);
    }
}
