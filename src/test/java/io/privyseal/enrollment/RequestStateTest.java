package io.privyseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestStateTest {
    /** The arrows of the state model, and no others. */
    private static final Map<RequestState, Set<RequestState>> ARROWS = new EnumMap<>(Map.of(
            RequestState.RECEIVED,
            EnumSet.of(RequestState.AWAITING_APPROVAL, RequestState.APPROVED, RequestState.REFUSED),
            RequestState.AWAITING_APPROVAL,
            EnumSet.of(RequestState.APPROVED, RequestState.DECLINED, RequestState.REFUSED, RequestState.CANCELLED),
            RequestState.DECLINED,
            EnumSet.of(RequestState.APPROVED, RequestState.CANCELLED),
            RequestState.APPROVED,
            EnumSet.of(
                    RequestState.ISSUING, RequestState.AWAITING_APPROVAL, RequestState.CANCELLED, RequestState.REFUSED),
            RequestState.ISSUING,
            EnumSet.of(RequestState.ISSUED, RequestState.FAILED, RequestState.APPROVED),
            RequestState.REFUSED,
            EnumSet.of(RequestState.RECEIVED),
            RequestState.FAILED,
            EnumSet.of(RequestState.RECEIVED),
            RequestState.ISSUED,
            EnumSet.noneOf(RequestState.class),
            RequestState.CANCELLED,
            EnumSet.noneOf(RequestState.class)));

    @ParameterizedTest
    @EnumSource
    void mayBecomeWhatTheModelSaysAndNothingElse(RequestState from) {
        for (RequestState to : RequestState.values()) {
            assertThat(from.mayBecome(to))
                    .as("%s → %s", from, to)
                    .isEqualTo(ARROWS.getOrDefault(from, Set.of()).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void approvesOnlyWhatItMayBecome(RequestState state) {
        if (state.isApprovable()) {
            assertThat(state.mayBecome(RequestState.APPROVED)).isTrue();
        }
    }

    @Test
    void approvesNothingThatIsBeingIssued() {
        assertThat(EnumSet.allOf(RequestState.class))
                .filteredOn(RequestState::isApprovable)
                .containsExactly(RequestState.AWAITING_APPROVAL, RequestState.DECLINED);
    }
}
