package io.privyseal.protocol.est;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole answer, to be written at once and never in chunks.
 *
 * @param headers in their order; without Content-Length
 */
public record EstAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CERTS_ONLY = ContentType.PKCS7_MIME + "; smime-type=certs-only";
    private static final String CMC_RESPONSE = ContentType.PKCS7_MIME + "; smime-type=CMC-response";
    private static final String PKCS8 = "application/pkcs8";
    private static final String ENCRYPTED_KEY = ContentType.PKCS7_MIME + "; smime-type=server-generated-key";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Stands in no base64. */
    private static final String BOUNDARY = "privyseal-est-part";

    public EstAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /**
     * The CA's certificates (RFC 7030 §4.1.3).
     *
     * @param certificates the root in use, all CAs below it, and the certificates of a roll-over
     */
    public static EstAnswer caCertificates(List<X509Certificate> certificates, Base64Layout layout) {
        return base64(200, CERTS_ONLY, CertsOnly.of(certificates), layout);
    }

    /** What was issued, and nothing beside it (RFC 7030 §4.2.3). */
    public static EstAnswer issued(X509Certificate certificate, Base64Layout layout) {
        return base64(200, CERTS_ONLY, CertsOnly.of(List.of(certificate)), layout);
    }

    /** What a CSR should have in it (RFC 7030 §4.5.2). */
    public static EstAnswer csrAttributes(CsrAttributes attributes, Base64Layout layout) {
        return base64(200, "application/csrattrs", attributes.encoded(), layout);
    }

    /** There are no wishes (RFC 7030 §4.5.2). */
    public static EstAnswer noCsrAttributes() {
        return new EstAnswer(204, Map.of(), new byte[0]);
    }

    /** A new key as PKCS #8, protected by TLS only, and its certificate (RFC 7030 §4.4.2). */
    public static EstAnswer serverKey(byte[] privateKey, X509Certificate certificate, Base64Layout layout) {
        return parts(PKCS8, privateKey, certificate, layout);
    }

    /** A new key that only the client can decrypt, and its certificate (RFC 7030 §4.4.2). */
    public static EstAnswer encryptedServerKey(
            EncryptedServerKey key, X509Certificate certificate, Base64Layout layout) {
        return parts(ENCRYPTED_KEY, key.encoded(), certificate, layout);
    }

    /**
     * A Full PKI Response (RFC 7030 §4.3.2).
     *
     * @param status 200, or of the 400s and 500s when it tells a failure
     */
    public static EstAnswer fullPkiResponse(int status, FullPkiResponse response, Base64Layout layout) {
        return base64(status, CMC_RESPONSE, response.encoded(), layout);
    }

    /**
     * Somebody has to decide (RFC 7030 §4.2.3). Without a word of text, since Bouncy Castle's client gives up on an answer of
     * which it has not read everything.
     */
    public static EstAnswer waiting(Duration retryAfter) {
        return new EstAnswer(
                202, Map.of("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds()))), new byte[0]);
    }

    /**
     * RFC 7030 §3.2.3: a client is told how to identify itself, after a wrong attempt too. Without a word of text, as
     * {@link #waiting}.
     */
    public static EstAnswer unauthorized(String realm) {
        String quoted = realm.replace("\\", "\\\\").replace("\"", "\\\"");
        return new EstAnswer(401, Map.of("WWW-Authenticate", "Basic realm=\"" + quoted + "\""), new byte[0]);
    }

    public static EstAnswer of(EstException refusal) {
        return text(refusal.failure().httpStatus(), refusal.detail());
    }

    /** A sentence for people. */
    public static EstAnswer text(int status, String detail) {
        return new EstAnswer(status, Map.of(CONTENT_TYPE, TEXT), (detail + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one header more. */
    public EstAnswer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new EstAnswer(status, more, body);
    }

    private static EstAnswer base64(int status, String type, byte[] der, Base64Layout layout) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, type);
        // RFC 8951 §3.2.2 gives it no meaning, but Bouncy Castle's client takes the text for DER without it.
        headers.put("Content-Transfer-Encoding", "base64");
        return new EstAnswer(status, headers, layout.encode(der));
    }

    private static EstAnswer parts(String keyType, byte[] key, X509Certificate certificate, Base64Layout layout) {
        String body = part(keyType, layout.encode(key))
                + part(CERTS_ONLY, layout.encode(CertsOnly.of(List.of(certificate))))
                + "--" + BOUNDARY + "--\r\n";
        return new EstAnswer(
                200,
                Map.of(CONTENT_TYPE, "multipart/mixed; boundary=" + BOUNDARY),
                body.getBytes(StandardCharsets.US_ASCII));
    }

    /** RFC 2046 §5.1.1: the line end in front of a boundary belongs to the boundary. */
    private static String part(String type, byte[] base64) {
        return "--" + BOUNDARY + "\r\n"
                + "Content-Type: " + type + "\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "\r\n"
                + new String(base64, StandardCharsets.US_ASCII).stripTrailing() + "\r\n";
    }
}
