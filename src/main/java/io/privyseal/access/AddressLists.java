package io.privyseal.access;

import io.privyseal.platform.AddressRange;
import java.net.InetAddress;
import java.util.List;

/**
 * From where a customer's administrators may come. An empty list allows every address; a caller must be on the list
 * for everyone and on the one for its rank.
 *
 * @param masters for MRAO administrators
 * @param officers for all others
 */
public record AddressLists(List<AddressRange> everyone, List<AddressRange> masters, List<AddressRange> officers) {
    /** Every address is allowed. */
    public static final AddressLists OPEN = new AddressLists(List.of(), List.of(), List.of());

    public AddressLists {
        everyone = List.copyOf(everyone);
        masters = List.copyOf(masters);
        officers = List.copyOf(officers);
    }

    /** Whether an administrator of this rank may come from there. */
    public boolean admit(boolean master, InetAddress address) {
        return contains(everyone, address) && contains(master ? masters : officers, address);
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        if (ranges.isEmpty()) {
            return true;
        }
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
