package io.privyseal.azure;

/** Text of devices and of Microsoft made fit for a log line. */
final class ForeignText {
    private ForeignText() {}

    /** Visible ASCII and blanks, cut to a length. */
    static String clean(String text, int longest) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), longest));
        for (int i = 0; i < text.length() && clean.length() < longest; i++) {
            char c = text.charAt(i);
            clean.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return clean.toString();
    }
}
