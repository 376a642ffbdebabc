package io.privyseal.protocol.acme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account (RFC 8555 §7.1.2).
 *
 * @param termsOfServiceAgreed null when there are no terms
 * @param orders where the account's orders are listed
 * @param externalAccountBinding the binding that the account was made with, from {@link ExternalAccountBinding#toJson}
 */
public record AccountAnswer(
        AccountStatus status,
        List<Contact> contact,
        @Nullable Boolean termsOfServiceAgreed,
        String orders,
        @Nullable String externalAccountBinding) {
    public AccountAnswer {
        contact = List.copyOf(contact);
    }

    public byte[] toJson() {
        return JsonWriter.write(json -> {
            json.writeStartObject();
            json.writeStringField("status", status.wireName());
            if (!contact.isEmpty()) {
                JsonWriter.texts(
                        json, "contact", contact.stream().map(Contact::url).toList());
            }
            if (termsOfServiceAgreed != null) {
                json.writeBooleanField("termsOfServiceAgreed", termsOfServiceAgreed);
            }
            if (externalAccountBinding != null) {
                json.writeFieldName("externalAccountBinding");
                json.writeRawValue(externalAccountBinding);
            }
            json.writeStringField("orders", orders);
            json.writeEndObject();
        });
    }
}
