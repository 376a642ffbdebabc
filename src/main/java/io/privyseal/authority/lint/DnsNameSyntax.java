package io.privyseal.authority.lint;

import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.DnsName;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;

/** DNS names are in preferred name syntax, in lower-case A-labels, a wildcard being a whole leftmost label. */
final class DnsNameSyntax implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6, §7.2, RFC 9525 §6.3";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (GeneralName name : subject.names()) {
            if (name.getTagNo() == GeneralName.dNSName && !isDnsName(AlternativeNames.ia5(name))) {
                return Optional.of("A DNS name is not in the form that certificates carry.");
            }
        }
        return Faults.none();
    }

    private static boolean isDnsName(String text) {
        try {
            return new DnsName(text).value().equals(text);
        } catch (RefusedException malformed) {
            return false;
        }
    }
}
