package io.privyseal.acme;

import io.privyseal.endpoint.EnrollmentEndpoint;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;

/**
 * The addresses of one endpoint. Clients keep them, so they are made from the configured origin and never from a request.
 *
 * @param base such as {@code https://pki.example.org/acme/starter}
 */
record AcmeUrls(String base) {
    static AcmeUrls of(String origin, EnrollmentEndpoint endpoint) {
        return new AcmeUrls(origin + "/acme/" + endpoint.uriExtension());
    }

    String directory() {
        return base + "/directory";
    }

    String newNonce() {
        return base + "/new-nonce";
    }

    String newAccount() {
        return base + "/new-account";
    }

    String newOrder() {
        return base + "/new-order";
    }

    String newAuthorization() {
        return base + "/new-authz";
    }

    String revokeCertificate() {
        return base + "/revoke-cert";
    }

    String keyChange() {
        return base + "/key-change";
    }

    String renewalInformation() {
        return base + "/renewal-info";
    }

    String account(long id) {
        return base + "/account/" + id;
    }

    String orders(long account) {
        return account(account) + "/orders";
    }

    String order(long id) {
        return base + "/order/" + id;
    }

    String finalizeOrder(long id) {
        return order(id) + "/finalize";
    }

    String authorization(long id) {
        return base + "/authz/" + id;
    }

    String challenge(long authorization, String type) {
        return base + "/challenge/" + authorization + "/" + type;
    }

    String certificate(long id) {
        return base + "/certificate/" + id;
    }

    /** The number of the account that a {@code kid} names. */
    long accountNumber(String kid) {
        String prefix = base + "/account/";
        String number = kid.startsWith(prefix) ? kid.substring(prefix.length()) : "";
        // The one spelling that Location had: RFC 8555 §6.2 knows no equivalent URLs.
        if (!number.matches("[1-9][0-9]{0,17}")) {
            throw Problem.of(ProblemType.ACCOUNT_DOES_NOT_EXIST, "The \"kid\" is no account URL of this endpoint.")
                    .asException();
        }
        return Long.parseLong(number);
    }
}
