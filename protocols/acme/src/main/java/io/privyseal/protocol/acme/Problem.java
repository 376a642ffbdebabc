package io.privyseal.protocol.acme;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 7807 as RFC 8555 §6.7 uses it).
 *
 * @param status the HTTP status of the answer
 * @param detail for people
 * @param identifier what a subproblem is about (§6.7.1)
 * @param subproblems one for each identifier that is at fault (§6.7.1)
 * @param algorithms what the server supports; for {@link ProblemType#BAD_SIGNATURE_ALGORITHM} only (§6.2)
 * @param instance where the user is to go; for {@link ProblemType#USER_ACTION_REQUIRED} only (§7.3.3)
 */
public record Problem(
        ProblemType type,
        int status,
        String detail,
        @Nullable RequestedIdentifier identifier,
        List<Problem> subproblems,
        List<String> algorithms,
        @Nullable String instance) {
    /** The media type of the bytes. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        subproblems = List.copyOf(subproblems);
        algorithms = List.copyOf(algorithms);
    }

    /** A problem with its type's own status. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.httpStatus(), detail, null, List.of(), List.of(), null);
    }

    public static Problem malformed(String detail) {
        return of(ProblemType.MALFORMED, detail);
    }

    /**
     * One problem for several identifiers (RFC 8555 §6.7.1): of their type when they agree, {@link ProblemType#COMPOUND}
     * when they do not.
     */
    public static Problem ofSubproblems(String detail, List<Problem> subproblems) {
        ProblemType first = subproblems.getFirst().type();
        boolean agree = subproblems.stream().allMatch(subproblem -> subproblem.type() == first);
        return of(agree ? first : ProblemType.COMPOUND, detail).withSubproblems(subproblems);
    }

    /** RFC 8555 §6.2: the answer says which algorithms would do. */
    static Problem badSignatureAlgorithm(String detail, List<SignatureAlgorithm> supported) {
        List<String> names = supported.stream().map(SignatureAlgorithm::jwaName).toList();
        ProblemType type = ProblemType.BAD_SIGNATURE_ALGORITHM;
        return new Problem(type, type.httpStatus(), detail, null, List.of(), names, null);
    }

    /** The same problem where a clause demands another status, such as 409 for a key that is in use (§7.3.5). */
    public Problem withStatus(int other) {
        return new Problem(type, other, detail, identifier, subproblems, algorithms, instance);
    }

    /** The same problem, said of one identifier. */
    public Problem about(RequestedIdentifier subject) {
        return new Problem(type, status, detail, subject, subproblems, algorithms, instance);
    }

    public Problem withSubproblems(List<Problem> parts) {
        return new Problem(type, status, detail, identifier, parts, algorithms, instance);
    }

    /** The same problem with the page that the user has to visit. */
    public Problem withInstance(String url) {
        return new Problem(type, status, detail, identifier, subproblems, algorithms, url);
    }

    public ProblemException asException() {
        return new ProblemException(this);
    }

    /** The problem as {@value #MEDIA_TYPE}. */
    public byte[] toJson() {
        return JsonWriter.write(this::writeTo);
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(json);
        json.writeNumberField("status", status);
        // §6.7.1: subproblems have no subproblems, and the answer has one status only.
        if (!subproblems.isEmpty()) {
            json.writeArrayFieldStart("subproblems");
            for (Problem subproblem : subproblems) {
                json.writeStartObject();
                subproblem.writeMembers(json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void writeMembers(JsonGenerator json) throws IOException {
        json.writeStringField("type", type.urn());
        // What a validation met can be quoted here, and an answer about a failure must not fail itself.
        json.writeStringField("detail", Quoted.wellFormed(detail));
        if (identifier != null) {
            json.writeFieldName("identifier");
            identifier.writeTo(json);
        }
        JsonWriter.optional(json, "instance", instance);
        if (!algorithms.isEmpty()) {
            JsonWriter.texts(json, "algorithms", algorithms);
        }
    }
}
