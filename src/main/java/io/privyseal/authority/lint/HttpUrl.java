package io.privyseal.authority.lint;

import java.net.URI;
import java.net.URISyntaxException;
import org.bouncycastle.asn1.x509.GeneralName;

/** URLs at which a certificate points: plain http, since fetching them by https would need the very check they serve. */
final class HttpUrl {
    private HttpUrl() {}

    static boolean is(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return false;
        }
        try {
            URI uri = new URI(AlternativeNames.ia5(name));
            return "http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
