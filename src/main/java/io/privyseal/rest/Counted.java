package io.privyseal.rest;

import java.util.Collection;
import org.jboss.resteasy.reactive.RestResponse;

/** Lists with the number of entries on all pages, which clients read from GET and HEAD alike. */
public final class Counted {
    private static final String TOTAL = "X-Total-Count";

    private Counted() {}

    /** A page of a list. */
    public static <T extends Collection<?>> RestResponse<T> page(T entries, long total) {
        return RestResponse.ResponseBuilder.ok(entries).header(TOTAL, total).build();
    }

    /** A list that is always sent whole. */
    public static <T extends Collection<?>> RestResponse<T> whole(T entries) {
        return page(entries, entries.size());
    }
}
