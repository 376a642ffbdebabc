package io.privyseal.rest;

import io.privyseal.platform.RefusedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns refusals and faults into the contract's error form. */
public final class RefusalMapper {
    @ServerExceptionMapper
    Response refused(RefusedException refused) {
        return answer(refused);
    }

    static Response answer(RefusedException refused) {
        RestErrors.Answer answer = RestErrors.answerTo(refused);
        Response.ResponseBuilder response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body());
        if (answer.status() == 503 || answer.status() == 429) {
            response.header("Retry-After", "5");
        }
        return response.build();
    }
}
