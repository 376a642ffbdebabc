package io.privyseal.status;

import java.util.Optional;

/** Numbers in paths: whoever writes another thing there asks for something that does not exist. */
final class PathNumber {
    private static final int MOST_DIGITS = 18;

    private PathNumber() {}

    static Optional<Long> parse(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
