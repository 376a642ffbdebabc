package io.privyseal.validation;

import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.DnsName;
import io.privyseal.platform.name.IpAddress;
import io.privyseal.validation.ControlResult.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where to get something by HTTP.
 *
 * @param path the path with its query, in ASCII
 */
record HttpTarget(boolean tls, Identifier host, int port, String path) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** RFC 8555 §8.3: always plain HTTP at first. */
    static HttpTarget challenge(Identifier host, int port, String token) {
        return new HttpTarget(false, host, port, "/.well-known/acme-challenge/" + token);
    }

    /**
     * Where a redirect leads, absolute or relative to here.
     *
     * @throws NotProvenException when it is no place that HTTP can go to
     */
    HttpTarget redirected(String location) {
        URI uri;
        try {
            // Twice, because only the second URI is ASCII, and fit for a request line.
            uri = new URI(uri().resolve(new URI(location)).toASCIIString());
        } catch (URISyntaxException | IllegalArgumentException _) {
            throw nowhere();
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if ((!secure && !scheme.equals("http")) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw nowhere();
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(secure);
        return new HttpTarget(secure, host(uri.getHost()), port, pathOf(uri));
    }

    /** The host as the Host field and a URI name it (RFC 9110 §7.2): an IPv6 address in brackets, a port that is not the usual. */
    String authority() {
        String name = host instanceof Identifier.Ip && host.value().indexOf(':') >= 0
                ? "[" + host.value() + "]"
                : host.value();
        return port == defaultPort(tls) ? name : name + ":" + port;
    }

    /** The server name for TLS; addresses have none (RFC 6066 §3). */
    String serverName() {
        return switch (host) {
            case Identifier.Dns dns -> dns.value();
            case Identifier.Ip _ -> "";
        };
    }

    private URI uri() {
        return URI.create((tls ? "https://" : "http://") + authority() + path);
    }

    private static int defaultPort(boolean tls) {
        return tls ? HTTPS_PORT : HTTP_PORT;
    }

    private static String pathOf(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static Identifier host(String written) {
        String host = written.startsWith("[") ? written.substring(1, written.length() - 1) : written;
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            return isAddress(name) ? new Identifier.Ip(new IpAddress(name)) : new Identifier.Dns(DnsName.parse(name));
        } catch (RefusedException | IllegalArgumentException _) {
            throw nowhere();
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static NotProvenException nowhere() {
        return NotProvenException.yet(Fault.INCORRECT_RESPONSE, "A redirect leads to what is no HTTP address.");
    }
}
