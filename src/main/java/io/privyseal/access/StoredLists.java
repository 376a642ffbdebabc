package io.privyseal.access;

import io.privyseal.platform.AddressRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Short lists that a row keeps in one column, separated by blanks, so that a login is read with one query. */
final class StoredLists {
    private StoredLists() {}

    static Set<Privilege> privileges(String column) {
        Set<Privilege> privileges = EnumSet.noneOf(Privilege.class);
        for (String name : words(column)) {
            privileges.add(Privilege.named(name)
                    .orElseThrow(() -> new IllegalStateException("Unknown privilege on record: " + name)));
        }
        return privileges;
    }

    static List<AddressRange> ranges(@Nullable String column) {
        return column == null
                ? List.of()
                : words(column).stream().map(AddressRange::of).toList();
    }

    static @Nullable String column(List<AddressRange> ranges) {
        return ranges.isEmpty()
                ? null
                : ranges.stream().map(AddressRange::toString).collect(Collectors.joining(" "));
    }

    private static List<String> words(String column) {
        List<String> words = new ArrayList<>();
        int start = 0;
        while (start < column.length()) {
            int end = column.indexOf(' ', start);
            int stop = end < 0 ? column.length() : end;
            if (stop > start) {
                words.add(column.substring(start, stop));
            }
            start = stop + 1;
        }
        return words;
    }
}
