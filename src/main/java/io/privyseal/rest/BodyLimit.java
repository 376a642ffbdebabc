package io.privyseal.rest;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.web.FaultForm;
import io.privyseal.platform.web.FaultForms;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies that are too large in the form of their door: at once when their length is announced, while reading
 * otherwise.
 *
 * <p>The limit of Quarkus itself ({@code quarkus.http.limits.max-body-size}) is a second one behind it and must be
 * higher, because its answers are empty.
 */
@Provider
public final class BodyLimit implements ReaderInterceptor {
    /** Before the check of Quarkus, which has 2. */
    private static final int PRIORITY = 100;

    private static final int STATUS = 413;
    private static final String DESCRIPTION = "The request is too large.";
    private static final String BODY = "{\"code\":-1601,\"description\":\"" + DESCRIPTION + "\"}";

    private final long limit;
    private final FaultForms forms;

    BodyLimit(
            @ConfigProperty(name = "privyseal.max-body-size", defaultValue = "1M") MemorySize limit, FaultForms forms) {
        this.limit = limit.asLongValue();
        this.forms = forms;
    }

    void register(@Observes Filters filters) {
        filters.register(this::checkAnnounced, PRIORITY);
    }

    private void checkAnnounced(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit) {
            context.next();
            return;
        }
        // The body is not read, so nothing can follow it. RFC 9113 §8.2.2: no such header in HTTP/2.
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        HttpServerResponse response = context.response().setStatusCode(STATUS);
        FaultForm form = forms.find(context.normalizedPath()).orElse(null);
        if (form == null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(BODY);
            return;
        }
        FaultForm.Answer answer = form.answer(STATUS, DESCRIPTION);
        answer.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(answer.body()));
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Limited(context.getInputStream(), limit));
        return context.proceed();
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new RefusedException(Refusal.BODY_TOO_LARGE, DESCRIPTION);
            }
        }
    }
}
