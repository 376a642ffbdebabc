package io.privyseal.rest;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Bodies that may be missing, or be {@code ""} or {@code null}, and lists in them that may hold nulls. */
public final class Bodies {
    private Bodies() {}

    /** The body of an operation that needs one. */
    public static <T> T require(@Nullable T body) {
        if (body == null) {
            throw new RefusedException(Refusal.MALFORMED_BODY, "The request must have a JSON body.");
        }
        return body;
    }

    /** The list without nulls; a missing list is empty. */
    public static <T> List<T> entries(@Nullable List<@Nullable T> list) {
        return list == null
                ? List.of()
                : list.stream().filter(Objects::nonNull).map(Bodies::<T>require).toList();
    }
}
