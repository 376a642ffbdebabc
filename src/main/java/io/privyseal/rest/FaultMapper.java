package io.privyseal.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.privyseal.platform.Incidents;
import io.privyseal.platform.Outages;
import io.privyseal.platform.RefusedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is no refusal, in the contract's error form or in that of the door at the address: bodies that cannot be
 * read, unknown paths, outages, bugs.
 */
@Singleton
public class FaultMapper {
    private static final Logger LOG = Logger.getLogger(FaultMapper.class);

    private static final int CODE_UNKNOWN = -1;
    private static final int CODE_INTERNAL = -2;
    private static final int CODE_INVALID = -1601;
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Incidents incidents;
    private final DoorAnswers answers;

    FaultMapper(Incidents incidents, DoorAnswers answers) {
        this.incidents = incidents;
        this.answers = answers;
    }

    @ServerExceptionMapper
    Response unreadable(JsonMappingException wrapper) {
        // Jackson wraps what a constructor or the body limit throws.
        return wrapper.getCause() instanceof RefusedException refused
                ? answers.of(refused)
                : answer(400, CODE_INVALID, describe(wrapper));
    }

    /** Stands before Quarkus' own mapper of this type. */
    @ServerExceptionMapper
    Response unreadable(MismatchedInputException mismatch) {
        return answer(400, CODE_INVALID, describe(mismatch));
    }

    /** What JAX-RS says no to: paths, methods, media types. Its own text may name our classes, so it is not shown. */
    @ServerExceptionMapper
    Response refusedByFramework(WebApplicationException fault) {
        int status = fault.getResponse().getStatus();
        if (status >= 500) {
            return unexpected(fault);
        }
        JacksonException json = findCause(fault, JacksonException.class);
        if (json instanceof JsonMappingException mapping) {
            return unreadable(mapping);
        }
        if (json != null) {
            return answer(status, CODE_INVALID, describe(json));
        }
        Response answer = answer(status, status == 400 ? CODE_INVALID : CODE_UNKNOWN, phrase(status));
        String allow = fault.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable fault) {
        JacksonException json =
                fault instanceof WebApplicationException ? null : findCause(fault, JacksonException.class);
        if (json != null) {
            return answer(400, CODE_INVALID, describe(json));
        }
        if (findCause(fault, HttpClosedException.class) != null) {
            // Nobody is left to read the answer, and nothing is wrong here.
            LOG.debugf("The client went away: %s", fault);
            return answer(400, CODE_INVALID, phrase(400));
        }
        if (Outages.isOutage(fault)) {
            LOG.warnf("Database unavailable: %s", fault);
            return Response.fromResponse(
                            answer(503, CODE_INTERNAL, "The server is busy or under maintenance. Retry later."))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        return answer(500, CODE_INTERNAL, incidents.report(LOG, fault));
    }

    private static String phrase(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "The method is not allowed at this address.";
            case 406 -> "None of the accepted media types is offered.";
            case 413 -> "The request is too large.";
            case 415 -> "The media type of the body is not supported; send application/json.";
            default -> "The request is refused.";
        };
    }

    /** Names the field, never the value or a class. */
    private static String describe(JacksonException json) {
        if (json instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "Value of '" + fieldOf(mapping) + "' is invalid.";
        }
        return "The body is not valid JSON of the expected form.";
    }

    private static String fieldOf(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static <T extends Throwable> @Nullable T findCause(Throwable fault, Class<T> type) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private Response answer(int status, int code, String description) {
        return answers.of(status, code, description);
    }
}
