package io.privyseal.authority.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1UTCTime;

/**
 * A time as it stands in a certificate: not yet trusted to be in the form that RFC 5280 §4.1.2.5 demands.
 *
 * @param utcTime whether it is a UTCTime; a GeneralizedTime otherwise
 * @param text its characters, such as {@code 261122150000Z}
 */
record EncodedTime(boolean utcTime, String text) {
    // The first year that RFC 5280 §4.1.2.5 writes as GeneralizedTime.
    private static final int FIRST_GENERALIZED_YEAR = 2050;

    static EncodedTime of(ASN1Encodable time) {
        return switch (time.toASN1Primitive()) {
            case ASN1UTCTime utc -> new EncodedTime(true, contents(utc));
            case ASN1GeneralizedTime generalized -> new EncodedTime(false, contents(generalized));
            default -> throw new IllegalArgumentException("not a time");
        };
    }

    /** RFC 5280 §4.1.2.5.1 and §4.1.2.5.2: with seconds, without fractions, in Zulu. */
    boolean isWellFormed() {
        int digits = digits();
        if (text.length() != digits + 1 || text.charAt(digits) != 'Z') {
            return false;
        }
        for (int i = 0; i < digits; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on. */
    boolean hasRequiredType() {
        return utcTime == (year() < FIRST_GENERALIZED_YEAR);
    }

    /** @throws IllegalArgumentException when the time is not well-formed or does not exist */
    Instant instant() {
        if (!isWellFormed()) {
            throw new IllegalArgumentException("malformed time " + text);
        }
        int at = digits() - 10;
        try {
            return OffsetDateTime.of(
                            year(),
                            number(at),
                            number(at + 2),
                            number(at + 4),
                            number(at + 6),
                            number(at + 8),
                            0,
                            ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException impossible) {
            throw new IllegalArgumentException("no such time " + text, impossible);
        }
    }

    private int digits() {
        return utcTime ? 12 : 14;
    }

    private int year() {
        if (!utcTime) {
            return number(0) * 100 + number(2);
        }
        int year = number(0);
        return year < 50 ? 2000 + year : 1900 + year;
    }

    private int number(int at) {
        return Integer.parseInt(text, at, at + 2, 10);
    }

    private static String contents(ASN1Object time) {
        try {
            byte[] encoded = time.getEncoded(ASN1Encoding.DER);
            return new String(encoded, 2, encoded.length - 2, StandardCharsets.US_ASCII);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
