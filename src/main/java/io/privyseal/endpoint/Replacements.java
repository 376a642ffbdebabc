package io.privyseal.endpoint;

import io.privyseal.audit.Actor;
import io.privyseal.platform.CustomerId;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Certificates that ACME clients are told to replace at once (RFC 9773). */
public interface Replacements {
    /** Marks what has been issued until now. */
    Replacement mark(CustomerId customer, ReplacementScope scope, @Nullable URI explanation, Actor actor);

    /** All marks of the customer, oldest first. */
    List<Replacement> list(CustomerId customer);

    /** Takes a mark back; {@code UNKNOWN_OBJECT} when there is none with that number. */
    void lift(CustomerId customer, long id, Actor actor);
}
