package io.privyseal.endpoint;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An administrator's wish that clients replace certificates now; it is about those that were issued before.
 *
 * @param explanation where people read why
 */
public record Replacement(
        long id, ReplacementScope scope, @Nullable URI explanation, Instant marked) {}
