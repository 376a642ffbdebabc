package io.privyseal.platform;

import java.util.Locale;

/** What a client searches for, as a pattern of {@code like … escape '!'}: its own wildcards are plain characters. */
public final class LikePattern {
    private LikePattern() {}

    /** Matches a column in lower case that contains the text. */
    public static String containing(String text) {
        return "%" + escaped(text) + "%";
    }

    /** Matches a list in lower case, with a comma at each end of every member, that has the text as a member. */
    public static String member(String text) {
        return "%," + escaped(text) + ",%";
    }

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }
}
