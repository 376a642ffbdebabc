package io.privyseal.protocol.acme;

/** A client's text made fit to be quoted in an answer or a log line. */
final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    static String text(String foreign) {
        StringBuilder text = new StringBuilder(Math.min(foreign.length(), LONGEST) + 5).append('\'');
        for (int i = 0; i < foreign.length() && i < LONGEST; i++) {
            char c = foreign.charAt(i);
            text.append(Character.isISOControl(c) || Character.isSurrogate(c) || c == '\'' ? '?' : c);
        }
        return text.append(foreign.length() > LONGEST ? "...'" : "'").toString();
    }
}
