package io.privyseal.protocol.acme;

/** A request to be authorized before there is an order (RFC 8555 §7.4.1). */
public record NewAuthorizationRequest(Identifier identifier) {
    /**
     * @throws ProblemException with {@link ProblemType#MALFORMED}, {@link ProblemType#UNSUPPORTED_IDENTIFIER} or {@link
     *     ProblemType#REJECTED_IDENTIFIER}
     */
    public static NewAuthorizationRequest parse(byte[] payload) {
        Identifier identifier = Identifier.parse(
                RequestedIdentifier.of(JsonReader.payload(payload).requireObject("identifier")));
        if (identifier.isWildcard()) {
            throw Problem.malformed(
                            "Names with a wildcard can be authorized as part of an order only (RFC 8555 §7.4.1).")
                    .asException();
        }
        return new NewAuthorizationRequest(identifier);
    }
}
