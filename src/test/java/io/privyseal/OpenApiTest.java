package io.privyseal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published contract: {@code openapi/openapi.yaml}, what the running server says of itself, and its examples. */
@QuarkusTest
class OpenApiTest {
    /** {@code -Dopenapi.update=true} writes the file anew; the difference is then for a reviewer to read. */
    private static final boolean UPDATE = Boolean.getBoolean("openapi.update");

    private static final Path FILE = Path.of("..", "openapi", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "head", "options", "patch");
    private static final List<String> FAULTS = List.of("400", "401", "404", "500", "503");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static JsonNode document = MissingNode.getInstance();
    private static List<Described> operations = List.of();

    /** @param name method and path, for messages */
    private record Described(String name, String path, String method, JsonNode node) {
        boolean isApi() {
            return path.startsWith("/api/");
        }

        JsonNode response(String status) {
            return resolve(node.path("responses").path(status));
        }
    }

    /** @param where it stands, for messages */
    private record Example(String where, JsonNode schema, JsonNode value) {}

    /** Not before all: the port is known only once the first test begins. */
    @BeforeEach
    void read() throws IOException {
        if (!document.isMissingNode()) {
            return;
        }
        document = new ObjectMapper().readTree(published("application/json"));
        operations = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    String name = operation.getKey() + " " + path.getKey();
                    operations.add(new Described(name, path.getKey(), operation.getKey(), operation.getValue()));
                }
            }
        }
    }

    private static String published(String mediaType) {
        return given().accept(mediaType)
                .get("/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void committedContractIsTheRunningServers() throws IOException {
        String running = published("application/yaml");
        if (UPDATE) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, running);
        }
        assertThat(FILE)
                .as(
                        "The API has changed. Run this test with -Dopenapi.update=true and review what changes in the file.")
                .content()
                .isEqualTo(running);
    }

    @Test
    void contractIsOpenApi31() {
        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(document.path("info").path("version").asText()).isNotBlank();
        assertThat(operations).hasSizeGreaterThan(30);
    }

    @Test
    void everyOperationHasANameASummaryAndADescribedTag() {
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> {
            assertThat(tag.path("description").asText()).as(tag.toString()).isNotBlank();
            tags.add(tag.path("name").asText());
        });
        Set<String> ids = new HashSet<>();
        for (Described operation : operations) {
            assertThat(operation.node().path("summary").asText())
                    .as(operation.name())
                    .isNotBlank();
            assertThat(ids.add(operation.node().path("operationId").asText("")))
                    .as("%s has an operationId of its own", operation.name())
                    .isTrue();
            assertThat(tags)
                    .as(operation.name())
                    .contains(operation.node().path("tags").path(0).asText());
        }
    }

    @Test
    void everyApiOperationSaysHowItFails() {
        for (Described operation : operations) {
            if (operation.isApi()) {
                for (String status : FAULTS) {
                    JsonNode body = operation.response(status).path("content").path("application/json");
                    assertThat(body.path("schema").path("$ref").asText())
                            .as("%s %s", operation.name(), status)
                            .isEqualTo("#/components/schemas/Error");
                    assertThat(body.path("examples").size())
                            .as("%s %s", operation.name(), status)
                            .isPositive();
                }
            }
        }
    }

    @Test
    void everyBodyHasAnExample() {
        for (Described operation : operations) {
            bodies(operation).stream()
                    .filter(body -> !isBinary(body.media()))
                    .forEach(body -> assertThat(examples(body)).as(body.where()).isNotEmpty());
        }
    }

    @Test
    void everyExampleIsValid() {
        List<Example> examples = new ArrayList<>();
        for (Described operation : operations) {
            bodies(operation).forEach(body -> examples.addAll(examples(body)));
            examples.addAll(parameterExamples(operation));
        }
        assertThat(examples).hasSizeGreaterThan(operations.size());
        List<String> faults =
                examples.stream().flatMap(some -> faults(some).stream()).toList();
        assertThat(faults).isEmpty();
    }

    @Test
    void examplesWithUnknownOrMissingFieldsAreFound() throws IOException {
        JsonNode schema = new ObjectMapper().readTree("{\"$ref\":\"#/components/schemas/Error\"}");
        ObjectMapper json = new ObjectMapper();
        assertThat(faults(new Example("good", schema, json.readTree("{\"code\":-1,\"description\":\"No\"}"))))
                .isEmpty();
        assertThat(faults(new Example("missing", schema, json.readTree("{\"code\":-1}"))))
                .isNotEmpty();
        assertThat(faults(new Example("wrong", schema, json.readTree("{\"code\":\"x\",\"description\":\"No\"}"))))
                .isNotEmpty();
        assertThat(faults(
                        new Example("unknown", schema, json.readTree("{\"code\":-1,\"description\":\"No\",\"a\":1}"))))
                .isNotEmpty();
    }

    @Test
    void creationsSayWhereAndListsHowMany() {
        for (Described operation : operations) {
            if (!operation.response("201").isMissingNode()) {
                assertThat(operation.response("201").path("headers").has("Location"))
                        .as(operation.name())
                        .isTrue();
                assertThat(operation.response("201").has("content"))
                        .as(operation.name())
                        .isFalse();
            }
            if (operation.node().path("parameters").findValuesAsText("name").contains("position")
                    || operation.method().equals("head")) {
                assertThat(operation.response("200").path("headers").has("X-Total-Count"))
                        .as(operation.name())
                        .isTrue();
            }
        }
    }

    @Test
    void loginIsByHeadersOrByClientCertificateButForWhatIsPublic() {
        assertThat(document.path("security").toString())
                .isEqualTo("[{\"login\":[],\"password\":[],\"customerUri\":[]},"
                        + "{\"clientCertificate\":[],\"login\":[],\"customerUri\":[]}]");
        for (Described operation : operations) {
            assertThat(operation.node().has("security")).as(operation.name()).isEqualTo(!operation.isApi());
        }
    }

    /** @param media its schema and examples */
    private record Body(String where, JsonNode media) {}

    private static List<Body> bodies(Described operation) {
        List<Body> bodies = new ArrayList<>();
        collect(operation.name() + " request", operation.node().path("requestBody"), bodies);
        for (var response : operation.node().path("responses").properties()) {
            collect(operation.name() + " " + response.getKey(), resolve(response.getValue()), bodies);
        }
        return bodies;
    }

    private static void collect(String where, JsonNode message, List<Body> into) {
        for (var media : message.path("content").properties()) {
            into.add(new Body(where + " " + media.getKey(), media.getValue()));
        }
    }

    private static boolean isBinary(JsonNode media) {
        return media.path("schema").path("format").asText().equals("binary");
    }

    private static List<Example> examples(Body body) {
        List<Example> examples = new ArrayList<>();
        for (var example : body.media().path("examples").properties()) {
            examples.add(new Example(
                    body.where() + " " + example.getKey(),
                    body.media().path("schema"),
                    example.getValue().path("value")));
        }
        return examples;
    }

    private static List<Example> parameterExamples(Described operation) {
        List<Example> examples = new ArrayList<>();
        for (JsonNode parameter : operation.node().path("parameters")) {
            if (parameter.has("example")) {
                examples.add(new Example(
                        operation.name() + " " + parameter.path("name").asText(),
                        parameter.path("schema"),
                        parameter.path("example")));
            }
        }
        return examples;
    }

    private static List<String> faults(Example example) {
        ObjectNode schema = example.schema().deepCopy();
        ObjectNode components = document.path("components").deepCopy();
        components.path("schemas").forEach(OpenApiTest::forbidOtherFields);
        schema.set("components", components);
        return SCHEMAS.getSchema(schema).validate(example.value()).stream()
                .map(ValidationMessage::getMessage)
                .map(fault -> example.where() + ": " + fault)
                .toList();
    }

    /** Callers may send what a schema does not name; an example that does so is misspelt. */
    private static void forbidOtherFields(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    private static JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asText("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
