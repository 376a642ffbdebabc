package io.privyseal.protocol.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.privyseal.protocol.acme.OrderStatus.Issuance;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures of RFC 8555 §7.1.6. */
class StatusTest {
    private static final Instant EXPIRES = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant BEFORE = EXPIRES.minusSeconds(1);

    /** Every pair for which the arrow is there. */
    private static <E extends Enum<E>> Set<String> arrows(E[] states, BiPredicate<E, E> mayBecome) {
        Set<String> arrows = new TreeSet<>();
        for (E from : states) {
            for (E to : states) {
                if (mayBecome.test(from, to)) {
                    arrows.add(from + ">" + to);
                }
            }
        }
        return arrows;
    }

    @Test
    void accountsHaveTheseArrowsAndNoOthers() {
        assertThat(arrows(AccountStatus.values(), AccountStatus::mayBecome))
                .containsExactly("VALID>DEACTIVATED", "VALID>REVOKED");
    }

    @Test
    void ordersHaveTheseArrowsAndNoOthers() {
        assertThat(arrows(OrderStatus.values(), OrderStatus::mayBecome))
                .containsExactly(
                        "PENDING>INVALID",
                        "PENDING>READY",
                        "PROCESSING>INVALID",
                        "PROCESSING>VALID",
                        "READY>INVALID",
                        "READY>PROCESSING");
    }

    @Test
    void authorizationsHaveTheseArrowsAndNoOthers() {
        assertThat(arrows(AuthorizationStatus.values(), AuthorizationStatus::mayBecome))
                .containsExactly(
                        "PENDING>DEACTIVATED",
                        "PENDING>EXPIRED",
                        "PENDING>INVALID",
                        "PENDING>REVOKED",
                        "PENDING>VALID",
                        "VALID>DEACTIVATED",
                        "VALID>EXPIRED",
                        "VALID>REVOKED");
    }

    @Test
    void challengesHaveTheseArrowsAndNoOthers() {
        assertThat(arrows(ChallengeStatus.values(), ChallengeStatus::mayBecome))
                .containsExactly("PENDING>PROCESSING", "PROCESSING>INVALID", "PROCESSING>VALID");
    }

    @Test
    void roundTripsEveryWord() {
        for (AccountStatus status : AccountStatus.values()) {
            assertThat(AccountStatus.ofWireName(status.wireName())).contains(status);
        }
        for (OrderStatus status : OrderStatus.values()) {
            assertThat(OrderStatus.ofWireName(status.wireName())).contains(status);
        }
        for (AuthorizationStatus status : AuthorizationStatus.values()) {
            assertThat(AuthorizationStatus.ofWireName(status.wireName())).contains(status);
        }
        for (ChallengeStatus status : ChallengeStatus.values()) {
            assertThat(ChallengeStatus.ofWireName(status.wireName())).contains(status);
        }
        assertThat(OrderStatus.ofWireName("Valid")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theCertificateDecidesOnceItIsAskedFor(Issuance issuance) {
        OrderStatus status = OrderStatus.of(issuance, List.of(AuthorizationStatus.EXPIRED), EXPIRES, EXPIRES);

        assertThat(status)
                .isEqualTo(
                        switch (issuance) {
                            case ISSUED -> OrderStatus.VALID;
                            case UNDER_WAY -> OrderStatus.PROCESSING;
                            case FAILED, NOT_REQUESTED -> OrderStatus.INVALID;
                        });
    }

    @ParameterizedTest
    @EnumSource
    void oneLostAuthorizationIsEnough(AuthorizationStatus other) {
        OrderStatus status =
                OrderStatus.of(Issuance.NOT_REQUESTED, List.of(AuthorizationStatus.VALID, other), EXPIRES, BEFORE);

        assertThat(status)
                .isEqualTo(
                        switch (other) {
                            case VALID -> OrderStatus.READY;
                            case PENDING -> OrderStatus.PENDING;
                            case INVALID, DEACTIVATED, EXPIRED, REVOKED -> OrderStatus.INVALID;
                        });
    }

    @Test
    void anOrderThatNeedsNoAuthorizationIsReady() {
        assertThat(OrderStatus.of(Issuance.NOT_REQUESTED, List.of(), EXPIRES, BEFORE))
                .isEqualTo(OrderStatus.READY);
    }

    @Test
    void anOrderIsInvalidFromTheMomentItExpires() {
        List<AuthorizationStatus> valid = List.of(AuthorizationStatus.VALID);

        assertThat(OrderStatus.of(Issuance.NOT_REQUESTED, valid, EXPIRES, BEFORE))
                .isEqualTo(OrderStatus.READY);
        assertThat(OrderStatus.of(Issuance.NOT_REQUESTED, valid, EXPIRES, EXPIRES))
                .isEqualTo(OrderStatus.INVALID);
    }
}
