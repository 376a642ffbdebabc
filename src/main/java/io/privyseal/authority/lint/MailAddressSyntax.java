package io.privyseal.authority.lint;

import io.privyseal.platform.RefusedException;
import io.privyseal.platform.name.MailAddress;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;

/** Mail addresses are mailboxes without name and brackets. */
final class MailAddressSyntax implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6, RFC 5321 §4.1.2";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (GeneralName name : subject.names()) {
            if (name.getTagNo() == GeneralName.rfc822Name && !isMailAddress(AlternativeNames.ia5(name))) {
                return Optional.of("A mail address is malformed.");
            }
        }
        return Faults.none();
    }

    private static boolean isMailAddress(String text) {
        try {
            return new MailAddress(text).value().equals(text);
        } catch (RefusedException malformed) {
            return false;
        }
    }
}
