package io.privyseal.authority;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.Time;

/** The revoked certificates of a CRL, encoded one by one as they come: a large CRL is never held as objects. */
public final class CrlEntries {
    private final ByteArrayOutputStream encoded = new ByteArrayOutputStream(4096);
    private int size;

    /** @param reason RFC 5280 §5.3.1 code */
    public void add(SerialNumber serial, Instant revokedAt, int reason) {
        ASN1EncodableVector entry = new ASN1EncodableVector(3);
        entry.add(new ASN1Integer(serial.value()));
        entry.add(new Time(Date.from(revokedAt)));
        try {
            // RFC 5280 §5.3.1: the reason is left out rather than given as unspecified (0).
            if (reason != 0) {
                ExtensionsGenerator extensions = new ExtensionsGenerator();
                extensions.addExtension(Extension.reasonCode, false, new ASN1Enumerated(reason));
                entry.add(extensions.generate());
            }
            new DERSequence(entry).encodeTo(encoded, ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot encode a CRL entry", e);
        }
        size++;
    }

    public int size() {
        return size;
    }

    byte[] encoded() {
        return encoded.toByteArray();
    }
}
