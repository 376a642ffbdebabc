package io.privyseal.rest;

import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The contract's date formats, which a caller chooses by name or by pattern in the query parameter {@code dateFormat}. */
public enum DateFormat {
    ISO("yyyy-MM-dd"),
    ISO_HMS("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"),
    EU("dd.MM.yyyy"),
    EU_HMS("dd.MM.yyyy HH:mm:ss"),
    US("MM/dd/yyyy"),
    US_HMS("MM/dd/yyyy HH:mm:ss"),
    UK("dd/MM/yyyy"),
    UK_HMS("dd/MM/yyyy HH:mm:ss"),
    JP("yyyy/MM/dd"),
    JP_HMS("yyyy/MM/dd HH:mm:ss");

    private final String pattern;
    private final DateTimeFormatter formatter;

    DateFormat(String pattern) {
        this.pattern = pattern;
        this.formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /**
     * Reads the query parameter, whatever its case.
     *
     * @param otherwise the resource's own default, which differs from one to the next
     */
    public static DateFormat of(@Nullable String query, DateFormat otherwise) {
        if (query == null || query.isBlank()) {
            return otherwise;
        }
        String wanted = query.strip();
        for (DateFormat format : values()) {
            if (format.name().equalsIgnoreCase(wanted) || format.pattern.equalsIgnoreCase(wanted)) {
                return format;
            }
        }
        throw new RefusedException(Refusal.INVALID_FIELD, "Value of 'dateFormat' is not a known date format.");
    }

    /** The time in UTC. */
    public String format(Instant time) {
        return formatter.format(time);
    }

    /** Null for an unset time: the contract leaves such fields out. */
    public @Nullable String formatIfSet(@Nullable Instant time) {
        return time == null ? null : format(time);
    }
}
