package io.privyseal.protocol.scep;

import java.util.List;

/**
 * The answers to GetCACert and GetNextCACert (RFC 8894 §4.2, §4.7).
 *
 * @param mediaType the content type, which tells Apple's clients whether there are RA certificates
 * @param body the answer's bytes
 */
public record CaCertificates(String mediaType, byte[] body) {
    /**
     * A single certificate as it is, several in a SignedData, in the given order.
     *
     * @param certificates DER, the RA's before the issuing CA's
     */
    public static CaCertificates of(List<byte[]> certificates) {
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("No certificate");
        }
        return certificates.size() == 1
                ? new CaCertificates(MediaTypes.CA_CERTIFICATE, certificates.getFirst())
                : new CaCertificates(MediaTypes.CA_CERTIFICATES, Cms.degenerate(certificates, List.of()));
    }

    /**
     * The certificates that will follow, signed by the RA of today.
     *
     * @param certificates DER, the next issuing CA's first
     */
    public static CaCertificates next(List<byte[]> certificates, DigestAlgorithm digest, ReplySigner signer) {
        byte[] content = Cms.degenerate(certificates, List.of());
        SignedAttributes attributes = new SignedAttributes(Cms.signedAttributes(digest.digest(content)), digest);
        return new CaCertificates(MediaTypes.NEXT_CA_CERTIFICATE, Cms.signed(content, attributes, signer));
    }
}
