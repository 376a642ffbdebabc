package io.privyseal.protocol.acme;

import java.nio.charset.StandardCharsets;

/** Foreign text made fit to be quoted in an answer or a log line. */
final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    /** With a question mark for each lone surrogate, which has no UTF-8 form. */
    static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static String text(String foreign) {
        StringBuilder text = new StringBuilder(Math.min(foreign.length(), LONGEST) + 5).append('\'');
        for (int i = 0; i < foreign.length() && i < LONGEST; i++) {
            char c = foreign.charAt(i);
            text.append(Character.isISOControl(c) || Character.isSurrogate(c) || c == '\'' ? '?' : c);
        }
        return text.append(foreign.length() > LONGEST ? "...'" : "'").toString();
    }
}
