package io.privyseal.protocol.acme;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What a certificate is asked for, in the one form that certificates carry; equal identifiers are equal texts.
 *
 * @param value a DNS name in lower-case A-labels, possibly with a wildcard, or an IP address in canonical text
 */
public record Identifier(IdentifierType type, String value) {
    /** @throws ProblemException when the value is not in that form already */
    public Identifier {
        switch (type) {
            case DNS -> DnsNames.check(value);
            case IP -> IpAddresses.check(value);
        }
    }

    public static Identifier dns(String name) {
        return new Identifier(IdentifierType.DNS, name);
    }

    public static Identifier ip(String address) {
        return new Identifier(IdentifierType.IP, address);
    }

    /**
     * Reads what a client wrote: DNS names in any case, IP addresses in canonical text only.
     *
     * @throws ProblemException with {@link ProblemType#UNSUPPORTED_IDENTIFIER}, {@link ProblemType#MALFORMED} or {@link
     *     ProblemType#REJECTED_IDENTIFIER}
     */
    public static Identifier parse(RequestedIdentifier requested) {
        IdentifierType type = IdentifierType.ofWireName(requested.type())
                .orElseThrow(() -> Problem.of(
                                ProblemType.UNSUPPORTED_IDENTIFIER,
                                "The identifier type " + Quoted.text(requested.type()) + " is not supported.")
                        .asException());
        return switch (type) {
            case DNS -> new Identifier(type, DnsNames.lowerCase(requested.value()));
            case IP -> new Identifier(type, requested.value());
        };
    }

    public boolean isWildcard() {
        return type == IdentifierType.DNS && value.startsWith(DnsNames.WILDCARD);
    }

    /** What an authorization for this identifier names (RFC 8555 §7.1.4): the name without {@code *.}, or itself. */
    public Identifier withoutWildcard() {
        return isWildcard() ? new Identifier(type, value.substring(DnsNames.WILDCARD.length())) : this;
    }

    /** The same, as problems name it. */
    public RequestedIdentifier asRequested() {
        return new RequestedIdentifier(type.wireName(), value);
    }

    void writeTo(JsonGenerator json) throws IOException {
        asRequested().writeTo(json);
    }
}
