package io.privyseal.platform.proxy;

import java.util.ArrayList;
import java.util.List;

/** Reads the hops that proxies record in {@code Forwarded} (RFC 7239) and {@code X-Forwarded-For}. */
final class ForwardedHops {
    private ForwardedHops() {}

    /** The hops in the order written, the nearest last; {@code Forwarded} wins where both are there. */
    static List<String> of(List<String> forwarded, List<String> forwardedFor) {
        List<String> hops = new ArrayList<>();
        if (!forwarded.isEmpty()) {
            for (String element : split(String.join(",", forwarded), ',')) {
                hops.add(forParameter(element));
            }
            return hops;
        }
        for (String value : forwardedFor) {
            for (String hop : split(value, ',')) {
                hops.add(withoutPort(hop.strip()));
            }
        }
        return hops;
    }

    private static String forParameter(String element) {
        for (String pair : split(element, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
                String value = pair.substring(equals + 1).strip();
                boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
                return withoutPort(quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return "unknown";
    }

    /** RFC 7239 §6: an IPv6 address stands in brackets; either kind may carry a port. */
    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? node : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            }
            if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
