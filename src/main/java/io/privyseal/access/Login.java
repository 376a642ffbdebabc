package io.privyseal.access;

import org.jspecify.annotations.Nullable;

/**
 * What is on record for a login. Each call asks whether it still is, so that a change of any of it holds at once on every
 * node.
 *
 * @param administrator departments not filled in
 */
record Login(
        Administrator administrator,
        @Nullable String passwordHash,
        @Nullable EnrolledCertificate certificate,
        AddressLists addresses) {}
