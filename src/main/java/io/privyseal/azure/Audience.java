package io.privyseal.azure;

/** What tokens are for: each needs its own. */
enum Audience {
    GRAPH,
    INTUNE,
    MANAGEMENT
}
