package io.privyseal.csr;

/** What text from outside must not contain, because readers cut it there or show it as something else. */
final class ForeignText {
    private ForeignText() {}

    static boolean hasControl(String text) {
        return text.codePoints().anyMatch(ForeignText::isControl);
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> isDirectionOverride(c);
        };
    }

    // Unicode TR 36 §2: these make a name read as another.
    private static boolean isDirectionOverride(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    }
}
