package io.privyseal.conformance.measure;

import io.privyseal.conformance.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client needs to know of a server, from the file that its first start wrote. */
record FirstRun(
        String customerUri,
        String login,
        String password,
        long organization,
        long profile,
        Path root,
        URI api,
        URI acme,
        Door scep,
        Door est) {
    /**
     * A starter endpoint.
     *
     * @param user empty where the protocol has no users
     */
    record Door(URI address, String user, String secret) {}

    static FirstRun of(ServerProcess server) throws IOException {
        return in(server.home());
    }

    static FirstRun in(Path home) throws IOException {
        String json = Files.readString(home.resolve("first-run.json"));
        return new FirstRun(
                text(json, "customerUri"),
                text(json, "login"),
                text(json, "password"),
                number(json, "organizationId"),
                number(json, "Default SSL"),
                Path.of(text(json, "file")),
                URI.create(text(json, "api")),
                URI.create(text(json, "acme")),
                new Door(URI.create(text(json, "scep")), "", text(json, "challenge")),
                est(URI.create(text(json, "est")), json));
    }

    private static Door est(URI address, String json) {
        String object = value(json, "est", "(\\{[^}]*})");
        return new Door(address, text(object, "user"), text(object, "password"));
    }

    private static String text(String json, String field) {
        return value(json, field, "\"([^\"]*)\"");
    }

    private static long number(String json, String field) {
        return Long.parseLong(value(json, field, "(\\d+)"));
    }

    private static String value(String json, String field, String form) {
        Matcher matcher = Pattern.compile(Pattern.quote("\"" + field + "\"") + "\\s*:\\s*" + form)
                .matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("No " + field + " in first-run.json");
        }
        return matcher.group(1);
    }
}
