package io.privyseal.protocol.acme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change to an account (RFC 8555 §7.3.2, §7.3.6).
 *
 * @param contact the new contacts; null leaves them as they are
 */
public record AccountUpdate(@Nullable List<Contact> contact, boolean deactivates) {
    public AccountUpdate {
        contact = contact == null ? null : List.copyOf(contact);
    }

    /**
     * @throws ProblemException with {@link ProblemType#MALFORMED}, {@link ProblemType#INVALID_CONTACT} or {@link
     *     ProblemType#UNSUPPORTED_CONTACT}
     */
    public static AccountUpdate parse(byte[] payload) {
        JsonObject object = JsonReader.payload(payload);
        return new AccountUpdate(
                object.findArray("contact").map(Contact::parse).orElse(null),
                // §7.3.2: other values, such as the one that the client was told, are ignored.
                object.findText("status")
                        .filter(AccountStatus.DEACTIVATED.wireName()::equals)
                        .isPresent());
    }
}
