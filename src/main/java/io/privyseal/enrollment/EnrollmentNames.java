package io.privyseal.enrollment;

import io.privyseal.authority.CertificatePlan;
import io.privyseal.authority.SubjectAlternativeName;
import io.privyseal.inventory.ForeignCertificate;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * The names of a plan as lists show them and searches find them.
 *
 * @param commonName of the subject, else the first alternative name, else empty
 * @param joined every alternative name between commas, in lower case
 */
record EnrollmentNames(String commonName, String joined) {
    static EnrollmentNames of(CertificatePlan plan) {
        return new EnrollmentNames(
                commonName(plan),
                joined(plan.names().stream().map(SubjectAlternativeName::value).toList()));
    }

    static EnrollmentNames of(ForeignCertificate certificate) {
        return new EnrollmentNames(certificate.commonName(), joined(certificate.names()));
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "" : "," + String.join(",", names).toLowerCase(Locale.ROOT) + ",";
    }

    String commonNameKey() {
        return commonName.toLowerCase(Locale.ROOT);
    }

    private static String commonName(CertificatePlan plan) {
        RDN[] found = plan.subject().getRDNs(BCStyle.CN);
        if (found.length > 0 && found[0].getFirst().getValue() instanceof ASN1String text) {
            return text.getString();
        }
        return plan.names().stream()
                .map(SubjectAlternativeName::value)
                .findFirst()
                .orElse("");
    }
}
