package io.privyseal.protocol.acme;

import java.util.List;

/** A page of the URLs of an account's orders (RFC 8555 §7.1.2.1); the next page is named by a Link header. */
public record OrdersListAnswer(List<String> orders) {
    public OrdersListAnswer {
        orders = List.copyOf(orders);
    }

    public byte[] toJson() {
        return JsonWriter.write(json -> {
            json.writeStartObject();
            JsonWriter.texts(json, "orders", orders);
            json.writeEndObject();
        });
    }
}
