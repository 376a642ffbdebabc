package io.privyseal.rest;

import io.privyseal.platform.RefusedException;
import io.privyseal.platform.web.FaultForm;
import io.privyseal.platform.web.FaultForms;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Answers to what went wrong, in the contract's form or in that of the door at the address: the mappers of exceptions see
 * those of the framework for every address.
 */
@Singleton
class DoorAnswers {
    private static final String RETRY_AFTER_SECONDS = "5";

    private final FaultForms forms;
    private final RoutingContext context;

    DoorAnswers(FaultForms forms, RoutingContext context) {
        this.forms = forms;
        this.context = context;
    }

    Response of(RefusedException refused) {
        RestErrors.Answer answer = RestErrors.answerTo(refused);
        Response response = of(answer.status(), answer.body());
        return answer.status() == 503 || answer.status() == 429
                ? Response.fromResponse(response)
                        .header("Retry-After", RETRY_AFTER_SECONDS)
                        .build()
                : response;
    }

    Response of(int status, int code, String description) {
        return of(status, new ErrorBody(code, description));
    }

    private Response of(int status, ErrorBody body) {
        FaultForm form = forms.find(context.normalizedPath()).orElse(null);
        if (form == null) {
            return Response.status(status)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(body)
                    .build();
        }
        FaultForm.Answer answer = form.answer(status, body.description());
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
