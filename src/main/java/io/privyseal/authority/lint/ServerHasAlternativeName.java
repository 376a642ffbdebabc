package io.privyseal.authority.lint;

import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** A TLS server has a DNS name or an IP address among its alternative names. */
final class ServerHasAlternativeName implements Lint<LintSubject> {
    @Override
    public String source() {
        return "CA/B BR §7.1.2.7.12, RFC 9525 §2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        if (!subject.extendedKeyUsage().contains(KeyPurposeId.id_kp_serverAuth.getId())) {
            return Faults.none();
        }
        return Faults.when(
                subject.names().stream()
                        .noneMatch(name ->
                                name.getTagNo() == GeneralName.dNSName || name.getTagNo() == GeneralName.iPAddress),
                "A server certificate has neither a DNS name nor an IP address.");
    }
}
