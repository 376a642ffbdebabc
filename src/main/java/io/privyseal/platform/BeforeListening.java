package io.privyseal.platform;

/**
 * Work that a server does after its schema is migrated and before its ports open: first start, its TLS certificate,
 * recovery. Beans of this type run in the order of their {@code @Priority}, lowest first, and not at all in offline
 * commands. An exception ends the start.
 */
public interface BeforeListening {
    void beforeListening();
}
