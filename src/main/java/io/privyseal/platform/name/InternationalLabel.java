package io.privyseal.platform.name;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Labels in Unicode and their A-labels, by IDNA2008 (RFC 5890 to 5893).
 *
 * <p>Stricter than the RFCs at one point: the joiners U+200C and U+200D and the rarer contextual characters are refused,
 * because the tables that their rules need are not part of the platform.
 */
final class InternationalLabel {
    static final String PREFIX = "xn--";
    private static final int MIDDLE_DOT = 0xb7;
    private static final int KATAKANA_MIDDLE_DOT = 0x30fb;

    private InternationalLabel() {}

    /** Empty when the label is not one that IDNA2008 allows. */
    static Optional<String> toALabel(String unicode) {
        // RFC 5895 §2: what users type is lower-cased and put into NFC before it is looked at.
        String mapped = Normalizer.normalize(unicode.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        int[] codePoints = mapped.codePoints().toArray();
        return isULabel(mapped, codePoints) ? Optional.of(PREFIX + Punycode.encode(codePoints)) : Optional.empty();
    }

    /** Whether a lower-case label that starts with {@code xn--} is an A-label: its U-label is valid and leads back to it. */
    static boolean isValid(String aLabel) {
        String punycode = aLabel.substring(PREFIX.length());
        Optional<int[]> decoded = Punycode.decode(punycode);
        if (decoded.isEmpty() || !Punycode.encode(decoded.get()).equals(punycode)) {
            return false;
        }
        int[] codePoints = decoded.get();
        return isULabel(new String(codePoints, 0, codePoints.length), codePoints);
    }

    private static boolean isULabel(String label, int[] codePoints) {
        if (DnsName.isAscii(label) || !Normalizer.isNormalized(label, Normalizer.Form.NFC)) {
            return false;
        }
        // RFC 5891 §4.2.3.1 and §4.2.3.2: hyphens, and no combining mark in front.
        if (label.startsWith("-") || label.endsWith("-") || label.startsWith("--", 2) || isMark(codePoints[0])) {
            return false;
        }
        for (int i = 0; i < codePoints.length; i++) {
            if (!isAllowed(codePoints, i)) {
                return false;
            }
        }
        return isReadableInOneDirection(codePoints);
    }

    private static boolean isAllowed(int[] label, int at) {
        int c = label[at];
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        }
        return switch (c) {
            // RFC 5892 Appendix A.3: only as in Catalan "l·l".
            case MIDDLE_DOT -> at > 0 && at + 1 < label.length && label[at - 1] == 'l' && label[at + 1] == 'l';
            // RFC 5892 Appendix A.7.
            case KATAKANA_MIDDLE_DOT -> hasJapanese(label);
            // RFC 5892 §2.6: exceptions that are disallowed though they are letters or marks.
            case 0x0640, 0x07fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b -> false;
            default -> isLetterDigit(c) && isStable(c);
        };
    }

    // RFC 5892 §2.1, LetterDigits.
    private static boolean isLetterDigit(int c) {
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    // RFC 5892 §2.2, Unstable: what compatibility normalization or case folding changes is disallowed.
    private static boolean isStable(int c) {
        String text = Character.toString(c);
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static boolean hasJapanese(int[] label) {
        for (int c : label) {
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            if (script == Character.UnicodeScript.HIRAGANA
                    || script == Character.UnicodeScript.HAN
                    || (script == Character.UnicodeScript.KATAKANA && c != KATAKANA_MIDDLE_DOT)) {
                return true;
            }
        }
        return false;
    }

    /** A reading of RFC 5893 §2 that mixes no left-to-right letter into a right-to-left label. */
    private static boolean isReadableInOneDirection(int[] label) {
        boolean rightToLeft = false;
        boolean leftToRight = false;
        for (int c : label) {
            byte direction = Character.getDirectionality(c);
            rightToLeft |= direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                    || direction == Character.DIRECTIONALITY_ARABIC_NUMBER;
            leftToRight |= direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
        }
        byte first = Character.getDirectionality(label[0]);
        boolean startsWithNumber =
                first == Character.DIRECTIONALITY_EUROPEAN_NUMBER || first == Character.DIRECTIONALITY_ARABIC_NUMBER;
        return !rightToLeft || (!leftToRight && !startsWithNumber);
    }
}
