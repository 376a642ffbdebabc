package io.privyseal.protocol.acme;

/**
 * A request to change an account's key, proven with both keys (RFC 8555 §7.3.5).
 *
 * @param account the URL of the account
 */
public record KeyChange(String account, AccountKey newKey) {
    /**
     * Rules 2 to 8 of §7.3.5. Rule 1, that the outer JWS is good, is the caller's before, and rule 9, that no other account
     * has the new key, is the caller's after.
     *
     * @param outer a verified request
     * @param accountKey the key that it was verified with
     * @throws ProblemException with {@link ProblemType#MALFORMED} or as {@link JwsMessage#parse}
     */
    public static KeyChange parse(JwsMessage outer, AccountKey accountKey) {
        String account = outer.requireKid();
        JwsMessage inner = JwsMessage.parseInner(outer.payload());
        AccountKey newKey = inner.requireJwk();
        inner.verify(newKey);
        if (inner.nonce().isPresent()) {
            throw malformed("carries a \"nonce\"");
        }
        if (!inner.url().equals(outer.url())) {
            throw malformed("has another \"url\" than the request around it");
        }
        JsonObject payload = JsonReader.object(inner.payload(), "The payload of the inner JWS");
        if (!payload.requireText("account").equals(account)) {
            throw malformed("names another account than the request around it");
        }
        if (!AccountKey.of(payload.requireObject("oldKey")).equals(accountKey)) {
            throw malformed("has an \"oldKey\" that is not the account's key");
        }
        return new KeyChange(account, newKey);
    }

    private static ProblemException malformed(String why) {
        return Problem.malformed("The inner JWS " + why + " (RFC 8555 §7.3.5).").asException();
    }
}
