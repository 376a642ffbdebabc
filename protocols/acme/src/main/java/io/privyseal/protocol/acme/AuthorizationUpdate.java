package io.privyseal.protocol.acme;

/** A request to give up an authorization (RFC 8555 §7.5.2), the only change to one that a client can make. */
public record AuthorizationUpdate() {
    /** @throws ProblemException with {@link ProblemType#MALFORMED} for any other change */
    public static AuthorizationUpdate parse(byte[] payload) {
        String status = JsonReader.payload(payload).requireText("status");
        if (!status.equals(AuthorizationStatus.DEACTIVATED.wireName())) {
            throw Problem.malformed("The status of an authorization can be changed to \"deactivated\" only, not to "
                            + Quoted.text(status) + ".")
                    .asException();
        }
        return new AuthorizationUpdate();
    }
}
