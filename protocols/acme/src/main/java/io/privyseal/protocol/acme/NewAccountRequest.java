package io.privyseal.protocol.acme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for an account, or for the URL of one that exists (RFC 8555 §7.3). */
public record NewAccountRequest(
        List<Contact> contact,
        boolean termsOfServiceAgreed,
        boolean onlyReturnExisting,
        @Nullable ExternalAccountBinding externalAccountBinding) {
    public NewAccountRequest {
        contact = List.copyOf(contact);
    }

    /**
     * @param message the request itself, since a binding must fit its URL and key
     * @throws ProblemException with {@link ProblemType#MALFORMED}, {@link ProblemType#INVALID_CONTACT} or {@link
     *     ProblemType#UNSUPPORTED_CONTACT}
     */
    public static NewAccountRequest parse(JwsMessage message) {
        JsonObject payload = JsonReader.payload(message.payload());
        return new NewAccountRequest(
                payload.findArray("contact").map(Contact::parse).orElse(List.of()),
                payload.findTruth("termsOfServiceAgreed").orElse(false),
                payload.findTruth("onlyReturnExisting").orElse(false),
                payload.findObject("externalAccountBinding")
                        .map(binding -> ExternalAccountBinding.of(binding, message))
                        .orElse(null));
    }
}
