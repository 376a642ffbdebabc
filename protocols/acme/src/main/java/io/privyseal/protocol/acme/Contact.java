package io.privyseal.protocol.acme;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How the people behind an account are reached: a mailto URL with one address (RFC 8555 §7.3, RFC 6068).
 *
 * @param url such as {@code mailto:admin@example.org}
 */
public record Contact(String url) {
    private static final String SCHEME = "mailto:";
    private static final Pattern ANY_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    // RFC 5322 §3.2.3: a dot-atom. Quoted local parts and those outside of ASCII are in practice mistakes.
    private static final Pattern LOCAL_PART =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    // RFC 5321 §4.5.3.1.
    private static final int LONGEST_LOCAL_PART = 64;
    private static final int LONGEST_ADDRESS = 254;
    private static final int LONGEST_URL = 1024;
    /** The largest number of contacts of one account. */
    private static final int MOST = 20;

    /**
     * @throws ProblemException with {@link ProblemType#UNSUPPORTED_CONTACT} for other schemes, {@link
     *     ProblemType#INVALID_CONTACT} for anything else than one address
     */
    public Contact {
        if (url.length() > LONGEST_URL) {
            throw invalid(url, "is too long");
        }
        if (!ANY_SCHEME.matcher(url).matches()) {
            throw invalid(url, "is not a URL such as mailto:admin@example.org");
        }
        if (!hasScheme(url)) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_CONTACT,
                            "The contact " + Quoted.text(url) + " has a scheme that is not supported; use mailto.")
                    .asException();
        }
        checkAddress(url, address(url));
    }

    /** The address, such as {@code admin@example.org}. */
    public String mailAddress() {
        return address(url);
    }

    static List<Contact> parse(List<JsonValue> elements) {
        if (elements.size() > MOST) {
            throw Problem.of(ProblemType.INVALID_CONTACT, "An account can have at most " + MOST + " contacts.")
                    .asException();
        }
        return elements.stream().map(Contact::parse).distinct().toList();
    }

    private static Contact parse(JsonValue element) {
        if (element instanceof JsonValue.Text(String url)) {
            return new Contact(url);
        }
        throw Problem.malformed("A contact must be a string.").asException();
    }

    // RFC 3986 §3.1: schemes have no case.
    private static boolean hasScheme(String url) {
        return url.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static String address(String url) {
        return ESCAPE.matcher(url.substring(SCHEME.length()))
                .replaceAll(escape -> Character.toString(Integer.parseInt(escape.group(1), 16))
                        .replace("\\", "\\\\")
                        .replace("$", "\\$"));
    }

    private static void checkAddress(String url, String address) {
        // RFC 8555 §7.3: no header fields and only one address. Both are looked for before escapes are resolved.
        if (url.indexOf('?') >= 0) {
            throw invalid(url, "has header fields");
        }
        if (url.indexOf(',') >= 0) {
            throw invalid(url, "has more than one address");
        }
        int at = address.lastIndexOf('@');
        if (at < 0 || address.length() > LONGEST_ADDRESS) {
            throw invalid(url, "does not hold a mail address");
        }
        String localPart = address.substring(0, at);
        if (localPart.length() > LONGEST_LOCAL_PART
                || !LOCAL_PART.matcher(localPart).matches()) {
            throw invalid(url, "has a mail address with a bad part before the @");
        }
        checkDomain(url, DnsNames.lowerCase(address.substring(at + 1)));
    }

    private static void checkDomain(String url, String domain) {
        if (domain.startsWith(DnsNames.WILDCARD)) {
            throw invalid(url, "has a mail address with a wildcard");
        }
        try {
            DnsNames.check(domain);
        } catch (ProblemException e) {
            throw invalid(
                    url, "has a mail address with a bad domain. " + e.problem().detail());
        }
    }

    private static ProblemException invalid(String url, String why) {
        return Problem.of(ProblemType.INVALID_CONTACT, "The contact " + Quoted.text(url) + " " + why + ".")
                .asException();
    }
}
