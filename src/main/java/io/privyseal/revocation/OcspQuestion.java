package io.privyseal.revocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.jspecify.annotations.Nullable;

/**
 * An OCSP request, read to the end (RFC 6960 §4.1). A signature on it is neither needed nor looked at.
 *
 * @param certificates what is asked for; at least one and at most {@link #MOST_CERTIFICATES}
 */
record OcspQuestion(List<CertID> certificates, byte @Nullable [] nonce) {
    /** What is longer is no honest question. */
    static final int LONGEST = 10 * 1024;

    /** Clients ask for one certificate or a chain; each costs a look into the database. */
    static final int MOST_CERTIFICATES = 32;

    private static final int LONGEST_NONCE = 128;

    // Deeper than any OCSPRequest, and far from what would exhaust a stack.
    private static final int DEEPEST = 32;

    OcspQuestion {
        certificates = List.copyOf(certificates);
    }

    /** Reads a request; empty when it is malformed. */
    static Optional<OcspQuestion> parse(byte[] der) {
        if (der.length == 0 || der.length > LONGEST || !DerShape.isDefiniteAndShallow(der, DEEPEST)) {
            return Optional.empty();
        }
        try {
            TBSRequest request =
                    OCSPRequest.getInstance(ASN1Primitive.fromByteArray(der)).getTbsRequest();
            int size = request.getRequestList().size();
            if (!request.getVersion().hasValue(0) || size == 0 || size > MOST_CERTIFICATES) {
                return Optional.empty();
            }
            List<CertID> certificates = new ArrayList<>(size);
            for (ASN1Encodable single : request.getRequestList()) {
                Request asked = Request.getInstance(single);
                requireNothingCritical(asked.getSingleRequestExtensions());
                certificates.add(copy(asked.getReqCert()));
            }
            requireNothingCritical(request.getRequestExtensions());
            byte[] nonce = nonce(request.getRequestExtensions());
            return Optional.of(new OcspQuestion(certificates, nonce));
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle reports what it cannot read by many kinds of exceptions, some of them on first access.
            return Optional.empty();
        }
    }

    // RFC 6960 §4.1.2: unknown extensions are ignored unless they are critical.
    private static void requireNothingCritical(@Nullable Extensions extensions) {
        if (extensions == null) {
            return;
        }
        for (var oid : extensions.getCriticalExtensionOIDs()) {
            if (!oid.equals(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)) {
                throw new IllegalArgumentException("critical extension " + oid);
            }
        }
    }

    // RFC 9654 §2.1: 1 to 128 octets, anything else is malformed.
    private static byte @Nullable [] nonce(@Nullable Extensions extensions) throws IOException {
        Extension extension =
                extensions == null ? null : extensions.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (extension == null) {
            return null;
        }
        ASN1Primitive value =
                ASN1Primitive.fromByteArray(extension.getExtnValue().getOctets());
        byte[] nonce = ASN1OctetString.getInstance(value).getOctets();
        if (nonce.length == 0 || nonce.length > LONGEST_NONCE) {
            throw new IllegalArgumentException("nonce of " + nonce.length + " octets");
        }
        return nonce;
    }

    // The name under which the client asked goes into what is signed: only its known parts are taken over.
    private static CertID copy(CertID asked) {
        AlgorithmIdentifier algorithm = asked.getHashAlgorithm();
        ASN1Encodable parameters = algorithm.getParameters();
        if (parameters != null && !DERNull.INSTANCE.equals(parameters.toASN1Primitive())) {
            throw new IllegalArgumentException("hash with parameters");
        }
        return new CertID(
                parameters == null
                        ? new AlgorithmIdentifier(algorithm.getAlgorithm())
                        : new AlgorithmIdentifier(algorithm.getAlgorithm(), DERNull.INSTANCE),
                new DEROctetString(asked.getIssuerNameHash().getOctets()),
                new DEROctetString(asked.getIssuerKeyHash().getOctets()),
                new ASN1Integer(asked.getSerialNumber().getValue()));
    }
}
