package io.privyseal.authority.lint;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** A TLS server's common name, if any, repeats one of its alternative names. */
final class CommonNameInAlternativeNames implements Lint<LintSubject> {
    @Override
    public String source() {
        return "CA/B BR §7.1.4.3";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (!subject.extendedKeyUsage().contains(KeyPurposeId.id_kp_serverAuth.getId())) {
            return Faults.none();
        }
        Set<String> names = new HashSet<>();
        for (GeneralName name : subject.names()) {
            AlternativeNames.read(name).ifPresent(read -> names.add(read.value()));
        }
        for (AttributeTypeAndValue attribute : SubjectAttributes.of(subject.subject())) {
            if (attribute.getType().equals(BCStyle.CN)
                    && !names.contains(SubjectAttributes.text(attribute).toLowerCase(Locale.ROOT))) {
                return Optional.of("The common name of a server certificate is not among its alternative names.");
            }
        }
        return Faults.none();
    }
}
