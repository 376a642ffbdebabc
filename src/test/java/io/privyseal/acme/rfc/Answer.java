package io.privyseal.acme.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server answered, with the questions that the clauses ask of it. */
record Answer(HttpResponse<byte[]> response) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern LINK = Pattern.compile("<([^>]*)>;\\s*rel=\"([^\"]*)\"");
    private static final String NAMESPACE = "urn:ietf:params:acme:error:";

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    String contentType() {
        return header("Content-Type");
    }

    String location() {
        assertThat(header("Location")).as(text()).startsWith(RfcTestProfile.ORIGIN);
        return header("Location");
    }

    String nonce() {
        return header("Replay-Nonce");
    }

    String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String member) {
        return json().path(member).asText();
    }

    /** The targets of the links of one relation. */
    List<String> links(String relation) {
        return response.headers().allValues("Link").stream()
                .map(LINK::matcher)
                .filter(Matcher::matches)
                .filter(link -> link.group(2).equals(relation))
                .map(link -> link.group(1))
                .toList();
    }

    Answer isSuccess(int status) {
        assertThat(status()).as(text()).isEqualTo(status);
        return this;
    }

    /** As {@link #isProblemWithoutNonce}, with a fresh nonce. */
    Answer isProblem(int status, String type) {
        isProblemWithoutNonce(status, type);
        assertThat(nonce()).as("nonce").matches("[A-Za-z0-9_-]+");
        return this;
    }

    /** A problem document of a type, under {@code urn:ietf:params:acme:error:}, as every error must be. */
    Answer isProblemWithoutNonce(int status, String type) {
        assertThat(status()).as(text()).isEqualTo(status);
        assertThat(contentType()).as(text()).isEqualTo("application/problem+json");
        assertThat(text("type")).as(text()).isEqualTo(NAMESPACE + type);
        assertThat(json().path("status").asInt()).isEqualTo(status);
        assertThat(text("detail")).isNotEmpty();
        return this;
    }

    /** The type of one of its subproblems. */
    String subproblem(int index) {
        return json().path("subproblems").path(index).path("type").asText().replace(NAMESPACE, "");
    }
}
