package io.privyseal.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is told of an administrator.
 *
 * @param createdBy the administrator that made it; null for Privyseal itself
 * @param certificateSerial lower-case hexadecimal serial number of the certificate it may sign in with
 */
public record AdministratorDetails(
        Administrator administrator,
        Contact contact,
        @Nullable AdministratorId createdBy,
        Instant createdAt,
        Instant modifiedAt,
        @Nullable Instant passwordChangedAt,
        @Nullable String certificateSerial) {}
