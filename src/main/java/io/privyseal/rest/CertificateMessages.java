package io.privyseal.rest;

import io.privyseal.enrollment.EnrollmentRequest;
import io.privyseal.inventory.Certificate;
import io.privyseal.inventory.CertificateLocation;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import io.privyseal.platform.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Parts of bodies that the groups about certificates have in common, as the contract reads and shows them. */
public final class CertificateMessages {
    private CertificateMessages() {}

    /** A custom field that a request may or must fill. */
    public record CustomField(long id, String name, boolean mandatory) {}

    /** The value of a custom field. */
    public record CustomFieldValue(
            @Nullable String name, @Nullable String value) {
        /** The values as they are shown. */
        public static List<CustomFieldValue> from(List<EnrollmentRequest.CustomFieldValue> fields) {
            return fields.stream()
                    .map(field -> new CustomFieldValue(field.name(), field.value()))
                    .toList();
        }
    }

    /** What an administrator says with a decision. */
    @Schema(name = "Decision", requiredProperties = "message")
    public record DecisionRequest(@Nullable String message) {}

    /** Where a certificate is in use. */
    @Schema(
            name = "CertificateLocation",
            requiredProperties = {"id", "locationType", "details"})
    public record Location(
            long id,
            @Schema(enumeration = "CUSTOM") String locationType,
            @Nullable String name,
            Map<String, String> details) {
        public static Location from(CertificateLocation location) {
            return new Location(location.id().value(), "CUSTOM", location.name(), location.details());
        }
    }

    /** Where a certificate is in use, as an administrator notes it. */
    @Schema(name = "CertificateLocationRequest", requiredProperties = "details")
    public record LocationRequest(
            @Nullable String name, @Nullable Map<String, @Nullable String> details) {
        private static final int LONGEST_NAME = 256;
        private static final int LONGEST_VALUE = 1_024;
        private static final int MOST_DETAILS = 32;

        /** The name; null for none. */
        public @Nullable String cleanName() {
            return Text.optionalClean("name", name, LONGEST_NAME);
        }

        /** The details in their order. */
        public Map<String, String> cleanDetails() {
            if (details == null) {
                throw new RefusedException(Refusal.MISSING_FIELD, "Value of 'details' must not be null.");
            }
            if (details.size() > MOST_DETAILS) {
                throw new RefusedException(
                        Refusal.INVALID_FIELD, "Value of 'details' has more than " + MOST_DETAILS + " entries.");
            }
            Map<String, String> clean = new LinkedHashMap<>();
            details.forEach((key, value) -> clean.put(
                    Text.requireClean("details", key, LONGEST_NAME),
                    CertificateFields.text("details", value, LONGEST_VALUE)));
            return clean;
        }
    }

    /** Facts of the certificate itself. */
    @Schema(name = "CertificateFacts")
    public record CertificateDetails(
            String issuer, String subject, String subjectAltNames, String md5Hash, String sha1Hash) {
        /** The facts of a certificate with these names. */
        public static CertificateDetails from(Certificate certificate, List<String> names) {
            return of(certificate.issuer(), certificate.subject(), names, certificate.md5(), certificate.sha1());
        }

        /** @param md5 hexadecimal in any case, as {@code sha1} */
        public static CertificateDetails of(
                String issuer, String subject, List<String> names, String md5, String sha1) {
            return new CertificateDetails(
                    issuer,
                    subject,
                    String.join(", ", names),
                    md5.toUpperCase(Locale.ROOT),
                    sha1.toUpperCase(Locale.ROOT));
        }
    }

    /** The modulus' or the curve's bits; null for keys whose algorithm says it all. */
    public static @Nullable Integer keySize(Certificate certificate) {
        String parameter = certificate.keyParameter();
        String digits = parameter.startsWith("P-") ? parameter.substring(2) : parameter;
        return digits.isEmpty() ? null : Integer.valueOf(digits);
    }

    /** Such as {@code RSA - 2048}. */
    public static String keyType(Certificate certificate) {
        return certificate.keyParameter().isEmpty()
                ? certificate.keyAlgorithm()
                : certificate.keyAlgorithm() + " - " + certificate.keyParameter();
    }
}
