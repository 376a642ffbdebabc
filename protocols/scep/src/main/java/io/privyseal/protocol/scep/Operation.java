package io.privyseal.protocol.scep;

import java.util.Arrays;
import java.util.Optional;

/** The operations of a request line (RFC 8894 §4.1). */
public enum Operation {
    GET_CA_CAPS("GetCACaps"),
    GET_CA_CERT("GetCACert"),
    GET_NEXT_CA_CERT("GetNextCACert"),
    PKI_OPERATION("PKIOperation");

    private final String wireName;

    Operation(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    static Optional<Operation> find(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation.wireName.equalsIgnoreCase(text))
                .findFirst();
    }
}
