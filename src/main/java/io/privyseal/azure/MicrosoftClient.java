package io.privyseal.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.privyseal.azure.AzureFault.Kind;
import io.privyseal.azure.MicrosoftHttp.Answer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Asks with an access token; one that is not taken is replaced once. */
@Singleton
class MicrosoftClient {
    /**
     * What is asked.
     *
     * @param body null for a GET
     * @param largest of how many bytes the answer is read
     */
    record Question(
            Audience audience,
            URI uri,
            Map<String, String> headers,
            @Nullable JsonNode body,
            int largest) {
        static Question get(Audience audience, URI uri, int largest) {
            return new Question(audience, uri, Map.of(), null, largest);
        }
    }

    /** @param activity by which Microsoft's support finds the exchange */
    record Reply(JsonNode body, UUID activity) {}

    private final MicrosoftHttp http;
    private final AccessTokens tokens;
    private final Answers answers;
    private final SecureRandom random;
    private final String product;

    MicrosoftClient(
            MicrosoftHttp http,
            AccessTokens tokens,
            Answers answers,
            SecureRandom random,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.http = http;
        this.tokens = tokens;
        this.answers = answers;
        this.random = random;
        this.product = "Privyseal/" + version;
    }

    /** How we call ourselves: name and version. */
    String product() {
        return product;
    }

    /** @throws AzureFault for everything but 200 with a JSON object */
    Reply ask(Credentials credentials, Question question, Budget budget) {
        String token = tokens.get(credentials, question.audience(), budget);
        try {
            return ask(question, token, budget);
        } catch (AzureFault fault) {
            if (fault.kind() != Kind.UNAUTHORIZED) {
                throw fault;
            }
            tokens.drop(credentials, question.audience(), token);
        }
        String renewed = tokens.get(credentials, question.audience(), budget);
        try {
            return ask(question, renewed, budget);
        } catch (AzureFault fault) {
            if (fault.kind() == Kind.UNAUTHORIZED) {
                tokens.drop(credentials, question.audience(), renewed);
            }
            throw fault;
        }
    }

    private Reply ask(Question question, String token, Budget budget) {
        UUID activity = randomUuid();
        HttpRequest.Builder request = HttpRequest.newBuilder(question.uri())
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .header("User-Agent", product)
                .header("client-request-id", activity.toString());
        question.headers().forEach(request::header);
        JsonNode body = question.body();
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(Json.write(body)));
        }
        String host = question.uri().getHost() + " (activity " + activity + ")";
        Answer answer = http.exchange(request.build(), question.largest(), budget);
        if (answer.status() != 200) {
            throw answers.fault(answer, host);
        }
        return new Reply(Json.readObject(answer.body(), host), activity);
    }

    /** RFC 9562 §5.4, from the injected source. */
    private UUID randomUuid() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
