package io.privyseal.audit;

/** Text that fits its column and comes back from every database as it went in. */
final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /** The text, cut to the length, with NUL (which PostgreSQL refuses) and lone surrogates (no UTF-8) replaced. */
    static String of(String text, int length) {
        String cut = cut(text, length);
        for (int i = 0; i < cut.length(); i++) {
            if (!isStorable(cut, i)) {
                return replaced(cut);
            }
        }
        return cut;
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, length - 1) + "…";
    }

    private static String replaced(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            clean.append(isStorable(text, i) ? text.charAt(i) : REPLACEMENT);
        }
        return clean.toString();
    }

    private static boolean isStorable(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c != 0;
    }
}
