package io.privyseal.access;

import org.jspecify.annotations.Nullable;

/** What is known of an administrator as a person; any of it may be missing. */
public record Contact(
        @Nullable String title,
        @Nullable String telephone,
        @Nullable String street,
        @Nullable String locality,
        @Nullable String province,
        @Nullable String postalCode,
        @Nullable String country,
        @Nullable String relationship) {
    /** Nothing known. */
    public static final Contact UNKNOWN = new Contact(null, null, null, null, null, null, null, null);
}
