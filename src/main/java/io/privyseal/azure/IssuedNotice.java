package io.privyseal.azure;

import io.privyseal.inventory.Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Intune is told about a certificate; serial number, issuer and configuration come back when it asks for revocation.
 *
 * @param thumbprint SHA-1 of the certificate, hexadecimal
 * @param serialNumber hexadecimal
 * @param issuer the issuing CA's name
 * @param caConfiguration what we call the way by which it was issued; null for nothing
 * @param certificateAuthority the CA as administrators know it; null for nothing
 */
public record IssuedNotice(
        String thumbprint,
        String serialNumber,
        Instant expires,
        String issuer,
        @Nullable String caConfiguration,
        @Nullable String certificateAuthority) {

    /** The notice of a certificate on record, issued by what administrators call so (an endpoint's name, for instance). */
    public static IssuedNotice of(Certificate certificate, @Nullable String caConfiguration) {
        return new IssuedNotice(
                certificate.sha1(),
                certificate.serial().hex(),
                certificate.notAfter(),
                certificate.issuer(),
                caConfiguration,
                null);
    }
}
