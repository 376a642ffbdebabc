package io.privyseal.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.privyseal.access.PasswordChanged;
import io.privyseal.endpoint.AccessCodeChanged;
import io.privyseal.organization.Customers;
import io.privyseal.platform.CustomerId;
import io.privyseal.platform.Home;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the first administrator needs to begin: {@code first-run.json} and {@code admin.headers} in the state directory,
 * both for its owner's eyes only. Each secret leaves them when it is changed.
 */
@Singleton
class FirstRunFile {
    static final String FILE = "first-run.json";
    static final String HEADERS_FILE = "admin.headers";

    private static final List<String> SECRETS = List.of("/admin/password", "/scep/challenge", "/est/password");

    private final Home home;
    private final Customers customers;
    private final ObjectMapper json;

    FirstRunFile(Home home, Customers customers, ObjectMapper json) {
        this.home = home;
        this.customers = customers;
        this.json = json;
    }

    Optional<ObjectNode> read() {
        return home.read(FILE).map(bytes -> {
            try {
                return (ObjectNode) json.readTree(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + home.resolve(FILE), e);
            }
        });
    }

    ObjectNode empty() {
        return json.createObjectNode();
    }

    void write(ObjectNode content) {
        try {
            home.writeSecret(FILE, json.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + FILE, e);
        }
    }

    void writeHeaders(String customerUri, String login, String password) {
        String headers = "login: " + login + "\npassword: " + password + "\ncustomerUri: " + customerUri + "\n";
        home.writeSecret(HEADERS_FILE, headers.getBytes(StandardCharsets.US_ASCII));
    }

    /** JSON pointers of the starter secrets that are still in use. */
    List<String> secretsLeft() {
        List<String> left = new ArrayList<>();
        read().ifPresent(content -> SECRETS.stream()
                .filter(pointer -> !content.at(pointer).isMissingNode())
                .forEach(left::add));
        return left;
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) PasswordChanged changed) {
        // The customer is asked for outside the lock: nobody holds it while waiting for the database.
        if (read().filter(content -> isStarterAdministrator(content, changed)).isPresent()) {
            forgetPassword();
        }
    }

    // Read, changed and written as one: two changes at once would bring back what the other has removed.
    private synchronized void forgetPassword() {
        read().ifPresent(content -> {
            if (content.path("admin") instanceof ObjectNode starter && starter.remove("password") != null) {
                write(content);
                home.delete(HEADERS_FILE);
            }
        });
    }

    synchronized void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) AccessCodeChanged changed) {
        read().ifPresent(content -> {
            boolean scep = forget(content, "scep", "challenge", changed);
            boolean est = forget(content, "est", "password", changed);
            if (scep || est) {
                write(content);
            }
        });
    }

    private static boolean forget(ObjectNode content, String door, String secret, AccessCodeChanged changed) {
        return content.path(door) instanceof ObjectNode starter
                && starter.path("accountId").asLong() == changed.account().value()
                && starter.remove(secret) != null;
    }

    private boolean isStarterAdministrator(ObjectNode content, PasswordChanged changed) {
        JsonNode starter = content.path("admin");
        return starter.has("password")
                && starter.path("login").asText().equals(changed.login())
                && isStarterCustomer(content, changed.customer());
    }

    private boolean isStarterCustomer(ObjectNode content, CustomerId customer) {
        return customers
                .findByUri(content.path("customerUri").asText())
                .filter(found -> found.id().equals(customer))
                .isPresent();
    }
}
