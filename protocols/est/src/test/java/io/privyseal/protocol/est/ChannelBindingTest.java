package io.privyseal.protocol.est;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelBindingTest {
    private static final byte[] VALUE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    private static final ChannelBinding BINDING = new ChannelBinding(VALUE);
    private static final String TEXT = Base64.getEncoder().encodeToString(VALUE);

    private static void requireRefused(List<String> passwords) {
        Refused.with(EstFailure.NOT_BOUND, "section 3.5", () -> BINDING.requireIn(passwords));
    }

    @Test
    void takesItsOwnValueInBase64() {
        BINDING.requireIn(List.of(TEXT));
    }

    @Test
    void refusesAnyOtherValue() {
        requireRefused(List.of());
        requireRefused(List.of(""));
        requireRefused(List.of("an enrollment password"));
        requireRefused(List.of(TEXT.substring(1)));
        requireRefused(List.of(TEXT.toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void refusesTheRightValueBesideAnother() {
        requireRefused(List.of(TEXT, TEXT));
        requireRefused(List.of("x", TEXT));
    }
}
