package io.privyseal.platform.name;

/** Foreign text made fit to be quoted in an answer or a log line. */
final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    static String text(String foreign) {
        StringBuilder text = new StringBuilder(Math.min(foreign.length(), LONGEST + 3));
        for (int i = 0; i < foreign.length() && i < LONGEST; i++) {
            char c = foreign.charAt(i);
            text.append(Character.isISOControl(c) || Character.isSurrogate(c) || c == '\'' ? '?' : c);
        }
        return foreign.length() > LONGEST ? text.append("...").toString() : text.toString();
    }
}
