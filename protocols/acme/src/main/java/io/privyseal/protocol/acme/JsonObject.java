package io.privyseal.protocol.acme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a client sent, with access by name and type; what does not fit is {@link ProblemType#MALFORMED}.
 *
 * <p>A member that is {@code null} has the wrong type; it is not taken for one that is missing.
 */
record JsonObject(Map<String, JsonValue> members) implements JsonValue {
    boolean has(String name) {
        return members.containsKey(name);
    }

    String requireText(String name) {
        return findText(name).orElseThrow(() -> missing(name));
    }

    Optional<String> findText(String name) {
        return switch (find(name)) {
            case null -> Optional.empty();
            case Text text -> Optional.of(text.value());
            case Numeral _, Truth _, Null _, Array _, JsonObject _ -> throw wrong(name, "a string");
        };
    }

    Optional<Boolean> findTruth(String name) {
        return switch (find(name)) {
            case null -> Optional.empty();
            case Truth truth -> Optional.of(truth.value());
            case Text _, Numeral _, Null _, Array _, JsonObject _ -> throw wrong(name, "true or false");
        };
    }

    /** The number as it was written. */
    Optional<String> findNumeral(String name) {
        return switch (find(name)) {
            case null -> Optional.empty();
            case Numeral numeral -> Optional.of(numeral.text());
            case Text _, Truth _, Null _, Array _, JsonObject _ -> throw wrong(name, "a number");
        };
    }

    JsonObject requireObject(String name) {
        return findObject(name).orElseThrow(() -> missing(name));
    }

    Optional<JsonObject> findObject(String name) {
        return switch (find(name)) {
            case null -> Optional.empty();
            case JsonObject object -> Optional.of(object);
            case Text _, Numeral _, Truth _, Null _, Array _ -> throw wrong(name, "an object");
        };
    }

    List<JsonValue> requireArray(String name) {
        return findArray(name).orElseThrow(() -> missing(name));
    }

    Optional<List<JsonValue>> findArray(String name) {
        return switch (find(name)) {
            case null -> Optional.empty();
            case Array array -> Optional.of(array.elements());
            case Text _, Numeral _, Truth _, Null _, JsonObject _ -> throw wrong(name, "an array");
        };
    }

    /** Octets in base64url. */
    byte[] requireOctets(String name) {
        return Base64Url.decode(requireText(name))
                .orElseThrow(() -> Problem.malformed(
                                "The member \"" + name + "\" is not base64url without padding (RFC 7515 §2).")
                        .asException());
    }

    void requireOnly(Set<String> names) {
        for (String name : members.keySet()) {
            if (!names.contains(name)) {
                throw Problem.malformed("The member " + Quoted.text(name) + " is not allowed here.")
                        .asException();
            }
        }
    }

    private @Nullable JsonValue find(String name) {
        return members.get(name);
    }

    private static ProblemException missing(String name) {
        return Problem.malformed("The member \"" + name + "\" is missing.").asException();
    }

    private static ProblemException wrong(String name, String type) {
        return Problem.malformed("The member \"" + name + "\" must be " + type + ".")
                .asException();
    }
}
