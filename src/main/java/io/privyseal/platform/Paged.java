package io.privyseal.platform;

import java.util.List;

/**
 * One page of a list.
 *
 * @param total number of entries that match the filter, on all pages
 */
public record Paged<T>(List<T> items, long total) {
    public Paged {
        items = List.copyOf(items);
    }
}
