package io.privyseal.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.eclipse.microprofile.openapi.models.servers.Server;
import org.jspecify.annotations.Nullable;

/** Adds to the published document what all operations have in common, so that no resource repeats it. Runs when packaged. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument implements OASFilter {
    /** A component that list operations name in their annotations. */
    public static final String TOTAL = "X-Total-Count";

    private static final String API = "/api/";
    private static final List<String> STATUS = List.of("/ca/", "/crl/", "/ocsp");
    private static final String JSON = "application/json";
    private static final String ERROR = "#/components/schemas/Error";
    private static final String LOCATION = "Location";

    private static final String DESCRIPTION = """
            Certificates, and who may have them. What is below `/api` keeps to the Admin REST API of Sectigo \
            Certificate Manager; `/api/issuer`, `/api/profile` and `/api/audit` are this server's own.

            - Bodies are compact JSON. Unknown fields are ignored, numbers may come as strings, `null` is as good as a \
            field left out, and fields that are not set are left out of answers.
            - Lists take `size` (at most 200) and `position`; the header `X-Total-Count` has the number of entries on \
            all pages.
            - Creating answers 201 with the new object's address in the header `Location`, and an empty body.
            - Every refusal is a 4xx with a numeric `code` and a `description`. What the caller may not do is a 400 \
            with code -3.
            - The same paths are served below `/private` for callers that log in by client certificate.""";

    private static final SortedMap<String, String> TAGS = new TreeMap<>(Map.ofEntries(
            Map.entry("ACME", "Accounts for ACME clients, and the servers where they are good"),
            Map.entry("Administrators", "Who may do what"),
            Map.entry("Audit", "What has been done, and by whom"),
            Map.entry("Certificate Authorities", "Roots and issuing CAs, and their certificates"),
            Map.entry("Certificate Profiles", "What certificates are like, and who may have them"),
            Map.entry("Device Certificates", "Devices' certificates, of this server and of other CAs"),
            Map.entry("Domains", "Names, and the organizations that may have certificates for them"),
            Map.entry("Enrollment Endpoints", "Where protocols other than this one let certificates be requested"),
            Map.entry("Organizations", "Organizations and their departments"),
            Map.entry("SSL Certificates", "Server certificates, from the request to the revocation"),
            Map.entry("Status", "What relying parties ask for")));

    private enum Fault {
        REFUSED("400", "Refused", "The request cannot be read, or is refused", -1010, "The domain is not delegated."),
        UNKNOWN_CALLER("401", "UnknownCaller", "Nobody is known by these credentials", -16, "Unknown user"),
        NOT_FOUND(
                "404", "NotFound", "The object does not exist, or not for the caller", -1, "There is no such object."),
        INTERNAL(
                "500",
                "Internal",
                "A fault of the server, on its log under the number",
                -2,
                "Internal error. Incident 5f1c."),
        BUSY(
                "503",
                "Busy",
                "The server or its database is busy or being restarted",
                -2,
                "The server is busy. Retry later.");

        private final String status;
        private final String component;
        private final String meaning;
        private final int code;
        private final String text;

        Fault(String status, String component, String meaning, int code, String text) {
            this.status = status;
            this.component = component;
            this.meaning = meaning;
            this.code = code;
            this.text = text;
        }

        private APIResponse response() {
            APIResponse response = OASFactory.createAPIResponse()
                    .description(meaning)
                    .content(OASFactory.createContent()
                            .addMediaType(
                                    JSON,
                                    OASFactory.createMediaType()
                                            .schema(OASFactory.createSchema().ref(ERROR))
                                            .addExample(
                                                    "error",
                                                    OASFactory.createExample()
                                                            .value(new TreeMap<String, Object>(
                                                                    Map.of("code", code, "description", text))))));
            return this == BUSY
                    ? response.addHeader("Retry-After", header(Schema.SchemaType.INTEGER, "Seconds", 5))
                    : response;
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        // The version is the application's, and added later.
        document.setInfo(
                OASFactory.createInfo().title("Privyseal management API").description(DESCRIPTION));
        document.setServers(List.of(
                server("https://{host}", "localhost:8443", "Login by password"),
                server("https://{host}/private", "localhost:8443", "Login by client certificate")));
        document.setSecurity(List.of(
                requirement("login", "password", "customerUri"),
                requirement("clientCertificate", "login", "customerUri")));
        complete(document.getComponents());
        Paths described = OASFactory.createPaths();
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(API) || STATUS.stream().anyMatch(path::startsWith)) {
                complete(path, item);
                described.addPathItem(path, item);
            }
        });
        document.setPaths(described);
        document.setTags(TAGS.entrySet().stream()
                .map(tag -> OASFactory.createTag().name(tag.getKey()).description(tag.getValue()))
                .toList());
    }

    private void complete(Components components) {
        components.getSchemas().values().forEach(ApiDocument::complete);
        for (Fault fault : Fault.values()) {
            components.addResponse(fault.component, fault.response());
        }
        components.addHeader(TOTAL, header(Schema.SchemaType.INTEGER, "Number of entries on all pages", 2));
        components.addHeader(
                LOCATION,
                header(
                        Schema.SchemaType.STRING,
                        "Address of the new object",
                        "https://localhost:8443/api/domain/v1/5"));
        components.addSecurityScheme("login", credential("login", "Login name of the administrator"));
        components.addSecurityScheme("password", credential("password", "Password of the administrator"));
        components.addSecurityScheme("customerUri", credential("customerUri", "Name of the customer"));
        components.addSecurityScheme(
                "clientCertificate",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.MUTUALTLS)
                        .description("A certificate that was enrolled for the administrator"));
    }

    /** An enumeration that is given on a list is one of its entries. */
    private static void complete(Schema schema) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            return;
        }
        for (Schema property : properties.values()) {
            if (property.getItems() != null && property.getEnumeration() != null) {
                property.getItems().setEnumeration(property.getEnumeration());
                property.setEnumeration(null);
            }
        }
    }

    private void complete(String path, PathItem item) {
        boolean isApi = path.startsWith(API);
        if (!isApi) {
            item.setServers(List.of(server("http://{host}", "localhost:8080", "Public by nature, and in clear")));
        }
        item.getOperations().forEach((method, operation) -> complete(isApi, method, operation));
    }

    private void complete(boolean isApi, PathItem.HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        responses.getAPIResponses().forEach((status, response) -> complete(status, method, operation, response));
        if (!isApi) {
            operation.setSecurity(List.of());
            return;
        }
        for (Fault fault : Fault.values()) {
            APIResponse given = responses.getAPIResponse(fault.status);
            // Quarkus adds a bare 400 of its own.
            if (given == null || given.getContent() == null) {
                responses.addAPIResponse(
                        fault.status, OASFactory.createAPIResponse().ref("#/components/responses/" + fault.component));
            }
        }
        responses.setAPIResponses(new TreeMap<>(responses.getAPIResponses()));
    }

    private static void complete(String status, PathItem.HttpMethod method, Operation operation, APIResponse response) {
        response.setContent(cleaned(method, response.getContent()));
        if (status.equals("201")) {
            response.addHeader(LOCATION, OASFactory.createHeader().ref("#/components/headers/" + LOCATION));
        }
        if (status.equals("200") && isPaged(method, operation)) {
            response.addHeader(TOTAL, OASFactory.createHeader().ref("#/components/headers/" + TOTAL));
        }
    }

    private static boolean isPaged(PathItem.HttpMethod method, Operation operation) {
        return method == PathItem.HttpMethod.HEAD
                || (operation.getParameters() != null
                        && operation.getParameters().stream()
                                .anyMatch(parameter -> "position".equals(parameter.getName())));
    }

    /** Leaves out bodies that say nothing, and the charset, which JSON does not have (RFC 8259 §11). */
    private static @Nullable Content cleaned(PathItem.HttpMethod method, @Nullable Content content) {
        if (content == null || content.getMediaTypes() == null || method == PathItem.HttpMethod.HEAD) {
            return null;
        }
        Content cleaned = OASFactory.createContent();
        List<String> kept = new ArrayList<>();
        content.getMediaTypes().forEach((name, type) -> {
            if (type.getSchema() != null && !saysNothing(type.getSchema())) {
                String plain = name.startsWith(JSON) ? JSON : name;
                cleaned.addMediaType(plain, type);
                kept.add(plain);
            }
        });
        return kept.isEmpty() ? null : cleaned;
    }

    /** What the scanner makes of a method that returns a {@code Response}. */
    private static boolean saysNothing(Schema schema) {
        return schema.getRef() == null && schema.getType() == null && schema.getEnumeration() == null;
    }

    private static Header header(Schema.SchemaType type, String description, Object example) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type))
                .example(example);
    }

    private static SecurityScheme credential(String header, String description) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(header)
                .description(description);
    }

    private static SecurityRequirement requirement(String... schemes) {
        SecurityRequirement requirement = OASFactory.createSecurityRequirement();
        for (String scheme : schemes) {
            requirement.addScheme(scheme);
        }
        return requirement;
    }

    private static Server server(String url, String host, String description) {
        return OASFactory.createServer()
                .url(url)
                .description(description)
                .addVariable(
                        "host",
                        OASFactory.createServerVariable().defaultValue(host).description("Name and port"));
    }
}
