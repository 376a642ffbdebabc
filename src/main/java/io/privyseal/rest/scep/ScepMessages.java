package io.privyseal.rest.scep;

import io.privyseal.endpoint.EndpointAccountId;
import io.privyseal.endpoint.EndpointId;
import io.privyseal.endpoint.NewOneTimeChallenge;
import io.privyseal.endpoint.OneTimeChallenges;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.rest.DateFormat;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Challenges as they are asked for and told. */
final class ScepMessages {
    private ScepMessages() {}

    /** What a challenge is wanted for. */
    @Schema(name = "ScepChallengeRequest")
    record ChallengeRequest(
            @Schema(description = "The number of a SCEP endpoint") @Nullable
            Long endpoint,

            @Schema(description = "The number of an account at it") @Nullable
            Long account,

            @Schema(description = "The common name, or the distinguished name, that it is for; any if left out")
            @Nullable
            String subject,

            @Schema(description = "Seconds until it expires, 60 to 31536000; 3600 if left out") @Nullable
            Long expiresIn) {
        NewOneTimeChallenge toDomain() {
            return new NewOneTimeChallenge(
                    new EndpointId(require("endpoint", endpoint)),
                    new EndpointAccountId(require("account", account)),
                    subject,
                    expiresIn == null ? NewOneTimeChallenge.DEFAULT_EXPIRY : Duration.ofSeconds(expiresIn));
        }

        private static long require(String field, @Nullable Long value) {
            if (value == null) {
                throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' is missing.");
            }
            return value;
        }
    }

    /** A challenge that was issued. */
    @Schema(name = "ScepChallenge")
    record Challenge(
            long id, @Schema(description = "Told this once") String challenge, String expires) {
        static Challenge from(OneTimeChallenges.Issued issued) {
            return new Challenge(issued.id(), issued.secret(), DateFormat.ISO_HMS.format(issued.expires()));
        }
    }
}
