package io.privyseal.protocol.acme;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** The identifiers of an order. */
final class Identifiers {
    private Identifiers() {}

    /**
     * Reads all, in their order and without repetitions.
     *
     * @throws ProblemException with a subproblem for each identifier that is at fault
     */
    static List<Identifier> parse(List<JsonValue> elements, int maximum) {
        if (elements.isEmpty()) {
            throw Problem.malformed("An order must name at least one identifier.")
                    .asException();
        }
        if (elements.size() > maximum) {
            throw Problem.malformed(
                            "An order can name at most " + maximum + " identifiers, not " + elements.size() + ".")
                    .asException();
        }
        return check(elements.stream().map(Identifiers::requested).toList());
    }

    static RequestedIdentifier requested(JsonValue element) {
        if (element instanceof JsonObject object) {
            return RequestedIdentifier.of(object);
        }
        throw Problem.malformed("An identifier must be an object.").asException();
    }

    private static List<Identifier> check(List<RequestedIdentifier> all) {
        SequencedSet<Identifier> identifiers = new LinkedHashSet<>();
        List<Problem> faults = new ArrayList<>();
        for (RequestedIdentifier requested : all) {
            try {
                identifiers.add(Identifier.parse(requested));
            } catch (ProblemException e) {
                faults.add(e.problem().about(requested));
            }
        }
        if (!faults.isEmpty()) {
            throw Problem.ofSubproblems("The order names identifiers that are not possible.", faults)
                    .asException();
        }
        return List.copyOf(identifiers);
    }
}
