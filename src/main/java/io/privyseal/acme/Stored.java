package io.privyseal.acme;

import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.IdentifierType;
import io.privyseal.protocol.acme.Problem;
import io.privyseal.protocol.acme.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The texts in which rows keep lists and problems. */
final class Stored {
    private static final String SEPARATOR = ",";
    private static final int LONGEST_DETAIL = 8_000;

    private Stored() {}

    static String identifiers(List<Identifier> identifiers) {
        return identifiers.stream().map(Stored::identifier).collect(Collectors.joining(SEPARATOR));
    }

    static List<Identifier> identifiers(String stored) {
        return split(stored).stream().map(Stored::identifier).toList();
    }

    static String identifier(Identifier identifier) {
        return identifier.type().wireName() + ":" + identifier.value();
    }

    private static Identifier identifier(String stored) {
        int colon = stored.indexOf(':');
        IdentifierType type =
                IdentifierType.ofWireName(stored.substring(0, colon)).orElseThrow();
        return new Identifier(type, stored.substring(colon + 1));
    }

    static String numbers(List<Long> numbers) {
        return numbers.stream().map(Object::toString).collect(Collectors.joining(SEPARATOR));
    }

    static List<Long> numbers(String stored) {
        return split(stored).stream().map(Long::valueOf).toList();
    }

    static String texts(List<String> texts) {
        return String.join(SEPARATOR, texts);
    }

    static List<String> split(String stored) {
        return stored.isEmpty() ? List.of() : Arrays.asList(stored.split(SEPARATOR));
    }

    /** Type and detail: what a client is told later about a failure. */
    static String problem(Problem problem) {
        String detail = problem.detail();
        return problem.type().name() + " "
                + (detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail);
    }

    static @Nullable Problem problem(@Nullable String stored) {
        if (stored == null) {
            return null;
        }
        int space = stored.indexOf(' ');
        return Problem.of(ProblemType.valueOf(stored.substring(0, space)), stored.substring(space + 1));
    }
}
