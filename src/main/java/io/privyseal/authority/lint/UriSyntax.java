package io.privyseal.authority.lint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;

/** URIs are absolute. */
final class UriSyntax implements Lint<LintSubject> {
    @Override
    public String source() {
        return "RFC 5280 §4.2.1.6";
    }

    @Override
    public Optional<String> fault(LintSubject subject) {
        for (GeneralName name : subject.names()) {
            if (name.getTagNo() == GeneralName.uniformResourceIdentifier && !isAbsolute(AlternativeNames.ia5(name))) {
                return Optional.of("A URI is not absolute.");
            }
        }
        return Faults.none();
    }

    private static boolean isAbsolute(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
