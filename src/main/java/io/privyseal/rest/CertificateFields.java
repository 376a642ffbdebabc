package io.privyseal.rest;

import io.privyseal.authority.SerialNumber;
import io.privyseal.csr.CsrDecoder;
import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import io.privyseal.rest.CertificateMessages.CustomFieldValue;
import io.privyseal.revocation.RevocationReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the fields that requests about certificates of any kind have. */
public final class CertificateFields {
    private static final int LONGEST_CSR = 32_767;
    private static final int LONGEST_COMMENTS = 1_024;
    private static final int LONGEST_MESSAGE = 512;
    private static final int LONGEST_FIELD = 256;
    private static final int LONGEST_FILTER = 512;
    private static final int MOST_FIELDS = 15;
    private static final int ISO_DAY = "yyyy-MM-dd".length();

    /** With and without a colon in the offset, as clients write it. */
    private static final DateTimeFormatter OFFSET_TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter(Locale.ROOT);

    private CertificateFields() {}

    /** A number that must be there. */
    public static long required(String field, @Nullable Long value) {
        if (value == null) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of '" + field + "' must not be null.");
        }
        return value;
    }

    /** A term in days. */
    public static int term(long days) {
        if (days < 1 || days > Integer.MAX_VALUE) {
            throw new RefusedException(Refusal.TERM_NOT_IN_PROFILE, "The term must be 1 day or more, and sensible.");
        }
        return (int) days;
    }

    /** The bytes of a CSR in PEM or base64. */
    public static byte[] csr(@Nullable String csr) {
        if (csr == null || csr.isBlank()) {
            throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'csr' must not be null.");
        }
        if (csr.length() > LONGEST_CSR) {
            throw new RefusedException(
                    Refusal.CSR_TOO_LARGE, "Value of 'csr' must not be longer than " + LONGEST_CSR + " characters.");
        }
        return CsrDecoder.decode(csr);
    }

    /** Text that may be missing, which is as good as empty. */
    public static String text(String field, @Nullable String value, int longest) {
        String clean = Text.optionalClean(field, value, longest);
        return clean == null ? "" : clean;
    }

    public static String comments(@Nullable String comments) {
        return text("comments", comments, LONGEST_COMMENTS);
    }

    /** What an administrator has to say with an act. */
    public static String message(String field, @Nullable String message) {
        return Text.requireClean(field, message, LONGEST_MESSAGE);
    }

    /** What an administrator may say with an act. */
    public static String optionalMessage(String field, @Nullable String message) {
        return text(field, message, LONGEST_MESSAGE);
    }

    /** The reason of a revocation; none is as good as unspecified. */
    public static RevocationReason reason(@Nullable Integer code) {
        return RevocationReason.ofContract(code == null ? 0 : code)
                .orElseThrow(() ->
                        new RefusedException(Refusal.INVALID_FIELD, "Value of 'reasonCode' must be 0, 1, 3, 4 or 5."));
    }

    /** A serial number in hexadecimal, with or without colons. */
    public static SerialNumber serialNumber(String text) {
        return SerialNumber.parse(text)
                .orElseThrow(() ->
                        new RefusedException(Refusal.INVALID_FIELD, "Value of 'serialNumber' must be hexadecimal."));
    }

    /** The values of custom fields; a missing list is empty. */
    public static List<EnrollmentRequest.CustomFieldValue> customFields(
            @Nullable List<@Nullable CustomFieldValue> values) {
        List<CustomFieldValue> fields = Bodies.entries(values);
        if (fields.size() > MOST_FIELDS) {
            throw new RefusedException(
                    Refusal.INVALID_FIELD, "Value of 'customFields' has more than " + MOST_FIELDS + " fields.");
        }
        return fields.stream()
                .map(field -> new EnrollmentRequest.CustomFieldValue(
                        Text.requireClean("customFields[].name", field.name(), LONGEST_FIELD),
                        text("customFields[].value", field.value(), LONGEST_FIELD)))
                .toList();
    }

    /** A time with its offset from UTC, or a day in UTC; null for none. */
    public static @Nullable Instant time(String field, @Nullable String value) {
        String text = filter(field, value);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == ISO_DAY
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text, OFFSET_TIME).toInstant();
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' is not a date.", e);
        }
    }

    /** The text of a filter; null for any. */
    public static @Nullable String filter(String field, @Nullable String value) {
        return Text.optionalClean(field, value, LONGEST_FILTER);
    }

    /** The number of a filter; null for any. */
    public static @Nullable Long filterNumber(String field, @Nullable String value) {
        String wanted = filter(field, value);
        if (wanted == null) {
            return null;
        }
        try {
            return Long.valueOf(wanted);
        } catch (NumberFormatException _) {
            throw invalid(field);
        }
    }

    /** The serial number of a filter as it is stored; null for any. */
    public static @Nullable String filterSerial(String field, @Nullable String value) {
        String wanted = filter(field, value);
        return wanted == null
                ? null
                : SerialNumber.parse(wanted).map(SerialNumber::hex).orElseThrow(() -> invalid(field));
    }

    public static RefusedException invalid(String field) {
        return new RefusedException(Refusal.INVALID_FIELD, "Value of '" + field + "' is invalid.");
    }
}
