package io.privyseal.acme;

import io.privyseal.platform.CustomerId;
import io.privyseal.protocol.acme.AuthorizationStatus;
import io.privyseal.protocol.acme.ChallengeStatus;
import io.privyseal.protocol.acme.Identifier;
import io.privyseal.protocol.acme.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization (RFC 8555 §7.1.4), with its challenges, which share a token.
 *
 * @param identifier without a wildcard
 * @param challenges the types that the client may choose from
 * @param attempted the type that it chose
 * @param attemptedAt since when that is being checked
 */
record Authorization(
        long id,
        CustomerId customer,
        long account,
        Identifier identifier,
        boolean wildcard,
        String token,
        List<String> challenges,
        AuthorizationStatus stored,
        @Nullable String attempted,
        @Nullable Instant attemptedAt,
        @Nullable Instant validated,
        @Nullable Problem error,
        Instant expires) {
    Authorization {
        challenges = List.copyOf(challenges);
    }

    /** RFC 8555 §7.1.6: time alone turns a pending one invalid, and a valid one expired. */
    AuthorizationStatus status(Instant now) {
        if (now.isBefore(expires)) {
            return stored;
        }
        return switch (stored) {
            case PENDING -> AuthorizationStatus.INVALID;
            case VALID -> AuthorizationStatus.EXPIRED;
            case INVALID, DEACTIVATED, EXPIRED, REVOKED -> stored;
        };
    }

    /** §7.1.6: a challenge is processing from the client's answer until the check has ended. */
    ChallengeStatus challengeStatus(String type) {
        if (!type.equals(attempted)) {
            return ChallengeStatus.PENDING;
        }
        if (validated != null) {
            return ChallengeStatus.VALID;
        }
        return error != null ? ChallengeStatus.INVALID : ChallengeStatus.PROCESSING;
    }

    /** §7.1.4: once one was used the others are of no use. */
    List<String> shownChallenges() {
        return stored == AuthorizationStatus.PENDING || attempted == null ? challenges : List.of(attempted);
    }
}
