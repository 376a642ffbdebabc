package io.privyseal.rest.issuer;

import io.privyseal.inventory.CollectFormat;
import io.privyseal.platform.Refusal;
import io.privyseal.platform.RefusedException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms in which a CA's certificate and chain are downloaded. */
enum AuthorityFile {
    PEM("application/x-pem-file", "pem"),
    DER("application/pkix-cert", "cer"),
    /** A certs-only message in DER. */
    PKCS7("application/pkcs7-mime", "p7c");

    private final String mediaType;
    private final String extension;

    AuthorityFile(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** @throws RefusedException {@link Refusal#UNKNOWN_FORMAT} */
    static AuthorityFile named(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return PEM;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "pem" -> PEM;
            case "der", "cer" -> DER;
            case "pkcs7", "p7b", "p7c" -> PKCS7;
            default -> throw new RefusedException(Refusal.UNKNOWN_FORMAT, "The formats are pem, der and pkcs7.");
        };
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extension;
    }

    byte[] certificate(byte[] der) {
        return switch (this) {
            case PEM -> CollectFormat.PEMCO.encode(der, List.of());
            case DER -> der;
            case PKCS7 -> CollectFormat.BIN.encode(der, List.of());
        };
    }

    /** @param chain the CA's own first, the root last */
    byte[] chain(List<byte[]> chain) {
        return switch (this) {
            case PEM -> CollectFormat.pem(chain);
            case DER ->
                throw new RefusedException(
                        Refusal.UNKNOWN_FORMAT, "DER holds one certificate; the formats of a chain are pem and pkcs7.");
            case PKCS7 -> CollectFormat.BIN.encode(chain.getFirst(), chain.subList(1, chain.size()));
        };
    }
}
