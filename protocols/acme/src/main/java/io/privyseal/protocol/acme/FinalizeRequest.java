package io.privyseal.protocol.acme;

/** The CSR for an order (RFC 8555 §7.4). */
public final class FinalizeRequest {
    private final byte[] csr;

    private FinalizeRequest(byte[] csr) {
        this.csr = csr;
    }

    /** @throws ProblemException with {@link ProblemType#MALFORMED} */
    public static FinalizeRequest parse(byte[] payload) {
        return new FinalizeRequest(JsonReader.payload(payload).requireOctets("csr"));
    }

    /** What the client says is a CertificationRequest (RFC 2986) in DER. */
    public byte[] csr() {
        return csr.clone();
    }
}
