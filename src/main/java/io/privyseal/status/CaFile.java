package io.privyseal.status;

import io.privyseal.authority.AuthorityCertificate;
import io.privyseal.platform.Sha256;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/** The forms in which a CA's certificate is offered. */
enum CaFile {
    CER("application/pkix-cert"),
    PEM("application/x-pem-file"),
    P7C("application/pkcs7-mime");

    private final String mediaType;

    CaFile(String mediaType) {
        this.mediaType = mediaType;
    }

    static Optional<CaFile> ofSuffix(String suffix) {
        return switch (suffix) {
            case "cer" -> Optional.of(CER);
            case "pem" -> Optional.of(PEM);
            case "p7c" -> Optional.of(P7C);
            default -> Optional.empty();
        };
    }

    byte[] encode(AuthorityCertificate certificate, Supplier<List<AuthorityCertificate>> chain) {
        return switch (this) {
            case CER -> certificate.der();
            case PEM -> pem(certificate.der());
            case P7C -> pkcs7(chain.get());
        };
    }

    Response describe(Response response) {
        return Response.fromResponse(response).type(mediaType).build();
    }

    static String tag(byte[] body) {
        return Sha256.hex(body);
    }

    // RFC 7468 §5.1.
    private static byte[] pem(byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    // RFC 5280 §4.2.2.1: a certs-only message.
    private static byte[] pkcs7(List<AuthorityCertificate> chain) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            for (AuthorityCertificate certificate : chain) {
                generator.addCertificate(certificate.holder());
            }
            return generator.generate(new CMSAbsentContent()).getEncoded(ASN1Encoding.DER);
        } catch (CMSException e) {
            throw new IllegalStateException("Cannot make a PKCS#7 message", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a PKCS#7 message", e);
        }
    }
}
