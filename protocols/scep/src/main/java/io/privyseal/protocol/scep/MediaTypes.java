package io.privyseal.protocol.scep;

/** The media types of answers (RFC 8894 §6, §3.5.2). */
public final class MediaTypes {
    public static final String CA_CERTIFICATE = "application/x-x509-ca-cert";
    public static final String CA_CERTIFICATES = "application/x-x509-ca-ra-cert";
    public static final String NEXT_CA_CERTIFICATE = "application/x-x509-next-ca-cert";
    public static final String PKI_MESSAGE = "application/x-pki-message";
    public static final String CAPABILITIES = "text/plain";

    private MediaTypes() {}
}
